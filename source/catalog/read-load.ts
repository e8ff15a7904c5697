import {PlanflipError} from '../errors.ts';
import {parseMs} from '../text/parse-ms.ts';
import type {Load} from './load.ts';
import {fieldOf, type HeaderCard} from './read-header.ts';

/** The keys of a card that hold the load. */
export const loadKeys = ['calls', 'total-time'] as const;

/**
 * `-- calls: 12400` and `-- total-time: 5210.4 ms`, as pg_stat_statements counted them; null for a card without calls.
 * @throws PlanflipError input, for what is no count, no time, or a time without a count.
 */
export function readLoad(card: HeaderCard, file: string): Load | null {
	const calls = fieldOf(card, 'calls');
	const total = fieldOf(card, 'total-time');
	const refuse = (line: number, message: string, hint: string) => new PlanflipError('input', {message, where: `${file}:${line}`, hint});
	if (calls !== null && !/^\d+$/.test(calls.value)) {
		throw refuse(calls.line, `"${calls.value}" is no number of calls.`, 'Write a whole number: -- calls: 12400');
	}

	const totalMs = total === null ? null : parseMs(total.value);
	if (total !== null && totalMs === null) {
		throw refuse(total.line, `"${total.value}" is no time.`, 'Write the time of all calls together: -- total-time: 5210.4 ms');
	}

	if (total !== null && calls === null) {
		throw refuse(total.line, 'The time of all calls stands without their number.', 'Add a line: -- calls: 12400');
	}

	return calls === null ? null : {calls: Number(calls.value), totalMs};
}
