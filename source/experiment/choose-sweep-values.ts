import type {SqlValue} from '../database/session.ts';
import {absentValue} from './absent-value.ts';
import type {ParameterGrounds} from './parameter-grounds.ts';
import type {SweptValue, ValueOrigin} from './swept-value.ts';

/** All pairs of so many can be compared with ten samples each, and 5 % of error among all of them. */
export const mostValues = 7;

/** Of an array, so many elements are many. */
const manyElements = 100;

interface Candidate {
	readonly value: SqlValue;
	readonly origin: ValueOrigin;
}

/**
 * The values over which a query's parameter is tried: the usual one (`undefined`: nobody knows any), those asked for, and what the
 * statistics of its column make likely to matter: the most common value, a rare one, the ends of the histogram, one that is not there,
 * NULL where the statement asks for it. A value with several reasons is tried once.
 */
export function chooseSweepValues(grounds: ParameterGrounds, usual: SqlValue | undefined, asked: readonly SqlValue[]): readonly SweptValue[] {
	const given: readonly Candidate[] = [...(usual === undefined ? [] : [{value: usual, origin: 'usual' as const}]), ...asked.map((value): Candidate => ({value, origin: 'asked for'}))];
	const byValue = new Map<string, {readonly value: SqlValue; readonly origins: ValueOrigin[]}>();
	for (const {value, origin} of [...given, ...candidatesOf(grounds)]) {
		const key = value === null ? 'NULL' : `=${String(value)}`;
		const known = byValue.get(key);
		if (known === undefined) {
			byValue.set(key, {value, origins: [origin]});
		} else if (!known.origins.includes(origin)) {
			known.origins.push(origin);
		}
	}

	return [...byValue.values()].slice(0, Math.max(mostValues, given.length)).map(({value, origins}) => ({value, origins, share: shareOf(grounds, value)}));
}

/** In the order in which they matter: what there is no room for comes last. */
function candidatesOf({type, use, statistics, nullMatters}: ParameterGrounds): readonly Candidate[] {
	const some = (origin: ValueOrigin, value: SqlValue | undefined) => value === undefined ? [] : [{value, origin}];
	const nulls = nullMatters ? some('NULL', null) : [];
	if (use.kind === 'limit' || use.kind === 'offset') {
		return [...some('few', use.kind === 'limit' ? 1 : 0), ...some('many', 1000), ...some('all', 1_000_000), ...nulls];
	}

	if (use.kind !== 'column' || use.through !== null) {
		return nulls;
	}

	const {common = [], bounds = []} = statistics ?? {};
	const middle = bounds[bounds.length >> 1];
	if (use.form === 'array') {
		const each = [...common.map(({value}) => value), ...bounds];
		return [
			...some('few', each[0] === undefined ? undefined : arrayText([each[0]])),
			...some('rare', middle === undefined ? undefined : arrayText([middle])),
			...some('many', each.length < 2 ? undefined : arrayText(each.slice(0, manyElements))),
			...some('absent', '{}'),
			...nulls,
		];
	}

	const ends = [...some('lowest', bounds[0]), ...some('highest', bounds.at(-1))];
	const absent = some('absent', absentValue(type, statistics));
	const first = some('most common', common[0]?.value);
	return /^[<>]=?$/.test(use.operator)
		? [...ends, ...some('middle', middle), ...first, ...absent, ...nulls]
		: [...first, ...some('rare', middle ?? (common.length > 1 ? common.at(-1)?.value : undefined)), ...absent, ...nulls, ...ends];
}

/** As the planner reckons it for `=`: a common value by its own share, each other one by an even share of what is left. */
function shareOf({use, statistics, rows}: ParameterGrounds, value: SqlValue): number | null {
	if (use.kind !== 'column' || use.form === 'array' || use.through !== null || statistics === null) {
		return null;
	}

	const {common, nulls, distinct, bounds} = statistics;
	if (value === null) {
		return nulls;
	}

	const known = common.find(each => each.value === String(value));
	const different = distinct >= 0 ? distinct : (rows === null ? null : -distinct * rows);
	if (known !== undefined || different === null || !bounds.includes(String(value)) || different <= common.length) {
		return known?.share ?? null;
	}

	return Math.max(0, 1 - nulls - common.reduce((sum, each) => sum + each.share, 0)) / (different - common.length);
}

/** An array as text, each element quoted as array_in reads it. */
function arrayText(elements: readonly string[]): string {
	return `{${elements.map(element => `"${element.replaceAll(/["\\]/g, found => `\\${found}`)}"`).join(',')}}`;
}
