import {PlanflipError} from '../errors.ts';
import {parseMs} from '../text/parse-ms.ts';
import type {Estimate, Range} from './estimate.ts';
import {fieldOf, type HeaderCard, type HeaderField} from './read-header.ts';

/** The keys of a card that hold the estimate. */
export const estimateKeys = ['expected-before', 'expected-after', 'expected-saving'] as const;

/**
 * `-- expected-before: 30-60 ms`, `-- expected-after: < 15 ms`, `-- expected-saving: 70-80 %`; null for a card without any of them.
 * @throws PlanflipError input, for what is neither a time or a percentage nor a range of them.
 */
export function readEstimate(card: HeaderCard, file: string): Estimate | null {
	const read = (key: (typeof estimateKeys)[number], valueOf: (text: string) => number | null, example: string) => {
		const field = fieldOf(card, key);
		return field === null ? null : readRange(field, valueOf, example, file);
	};

	const before = read('expected-before', parseMs, '30-60 ms or < 60 ms');
	const after = read('expected-after', parseMs, '8-15 ms or < 15 ms');
	const saving = read('expected-saving', parseShare, '70-80 %');
	return before === null && after === null && saving === null ? null : {before, after, saving};
}

/** `8-15 ms`, `< 15 ms` or `15 ms`: the unit stands once, at the end. */
function readRange({key, value, line}: HeaderField, valueOf: (text: string) => number | null, example: string, file: string): Range {
	const [, below, first = '', second, unit = ''] = /^(<)?\s*(\d+(?:\.\d+)?)(?:\s*[-–]\s*(\d+(?:\.\d+)?))?\s*(\S*)$/.exec(value) ?? [];
	const one = valueOf(`${first}${unit}`);
	const other = second === undefined ? one : valueOf(`${second}${unit}`);
	if (unit === '' || one === null || other === null || one > other || (below !== undefined && second !== undefined)) {
		throw new PlanflipError('input', {message: `"${value}" is nothing to hold a measurement against.`, where: `${file}:${line}`, hint: `Write for example: -- ${key}: ${example}`});
	}

	return {low: below === undefined ? one : 0, high: other};
}

/** `70%` as 0.7. */
function parseShare(text: string): number | null {
	const percent = Number(/^(\d+(?:\.\d+)?)%$/.exec(text)?.[1] ?? Number.NaN);
	return percent <= 100 ? percent / 100 : null;
}
