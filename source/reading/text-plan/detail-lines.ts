import type {Json} from '../../plan/plan.ts';
import type {Entries} from './counter-lines.ts';
import {splitList} from './nesting.ts';

/** `Buckets: 1024  Batches: 1  Memory Usage: 9kB`, with the first key taken off: its value, and the pairs after it. */
function splitPairs(key: string, value: string): ReadonlyMap<string, string> {
	const [first = '', ...others] = value.split(/ {2,}(?=[A-Z][\w -]*: )/);
	return new Map([[key, first], ...others.map((pair): [string, string] => {
		const colon = pair.indexOf(': ');
		return [pair.slice(0, colon), pair.slice(colon + 2)];
	})]);
}

/** A count, with the unit that text prints and JSON does not; null when it is none. */
function count(value: string | undefined): number | null {
	const digits = /^(\d+)(?:kB)?$/.exec(value ?? '')?.[1];
	return digits === undefined ? null : Number(digits);
}

/** Every pair under the key that JSON has for it; null when one is unknown or no count. */
function rename(pairs: ReadonlyMap<string, string>, keys: Readonly<Record<string, string>>): Entries | null {
	const entries: (readonly [string, Json])[] = [];
	for (const [key, value] of pairs) {
		const number = count(value);
		const name = keys[key];
		if (name === undefined || number === null) {
			return null;
		}

		entries.push([name, number]);
	}

	return entries;
}

/** `Buckets: 1024 (originally 512)  Batches: 2 (originally 1)  Memory Usage: 9kB` */
export function readHashLine(value: string): Entries | null {
	const pairs = splitPairs('Buckets', value);
	const entries: (readonly [string, Json])[] = [];
	for (const key of ['Buckets', 'Batches']) {
		const [, now, before] = /^(\d+)(?: \(originally (\d+)\))?$/.exec(pairs.get(key) ?? '') ?? [];
		if (now === undefined) {
			return null;
		}

		entries.push([`Hash ${key}`, Number(now)], [`Original Hash ${key}`, Number(before ?? now)]);
	}

	const memory = count(pairs.get('Memory Usage'));
	return memory === null ? null : [...entries, ['Peak Memory Usage', memory]];
}

/** `Planned Partitions: 4  Batches: 5  Memory Usage: 8241kB  Disk Usage: 728kB`, of a HashAggregate; begins with either of the first two. */
export function readHashAggregateLine(key: string, value: string): Entries | null {
	const entries = rename(splitPairs(key, value), {
		'Planned Partitions': 'Planned Partitions',
		Batches: 'HashAgg Batches',
		'Memory Usage': 'Peak Memory Usage',
		'Disk Usage': 'Disk Usage',
	});
	// Postgres prints the disk only when there was more than one batch.
	return entries?.some(([name]) => name === 'HashAgg Batches') === true && !entries.some(([name]) => name === 'Disk Usage')
		? [...entries, ['Disk Usage', 0]]
		: entries;
}

/** `Hits: 1  Misses: 2  Evictions: 3  Overflows: 4  Memory Usage: 5kB` */
export function readMemoizeLine(value: string): Entries | null {
	return rename(splitPairs('Hits', value), {
		Hits: 'Cache Hits',
		Misses: 'Cache Misses',
		Evictions: 'Cache Evictions',
		Overflows: 'Cache Overflows',
		'Memory Usage': 'Peak Memory Usage',
	});
}

/** `Sort Method: external merge  Disk: 13480kB` */
export function readSortLine(value: string): Entries | null {
	const [, method, type, used] = /^(.*?) {2,}(\w+): (\d+)kB$/s.exec(value) ?? [];
	return method === undefined || type === undefined
		? null
		: [['Sort Method', method], ['Sort Space Used', Number(used)], ['Sort Space Type', type]];
}

/** `Storage: Memory  Maximum Storage: 17kB` */
export function readStorageLine(value: string): Entries | null {
	const pairs = splitPairs('Storage', value);
	const most = count(pairs.get('Maximum Storage'));
	return most === null ? null : [['Storage', pairs.get('Storage') ?? ''], ['Maximum Storage', most]];
}

/** `Full-sort Groups: 2  Sort Methods: quicksort, top-N heapsort  Average Memory: 26kB  Peak Memory: 27kB`, of an Incremental Sort. */
export function readSortGroupsLine(key: string, value: string): Entries | null {
	const pairs = splitPairs(key, value);
	const groups = count(pairs.get(key));
	const methods = pairs.get('Sort Method') ?? pairs.get('Sort Methods');
	if (groups === null || methods === undefined) {
		return null;
	}

	const spaces = ['Memory', 'Disk'].flatMap(type => {
		const average = count(pairs.get(`Average ${type}`));
		const peak = count(pairs.get(`Peak ${type}`));
		return average === null || peak === null
			? []
			: [[`Sort Space ${type}`, {'Average Sort Space Used': average, 'Peak Sort Space Used': peak}] as const];
	});
	return [[key, {'Group Count': groups, 'Sort Methods Used': methods.split(', '), ...Object.fromEntries(spaces)}]];
}

/** `Sampling: bernoulli ('10'::real) REPEATABLE ('1'::double precision)` */
export function readSamplingLine(value: string): Entries | null {
	const repeatable = value.lastIndexOf(' REPEATABLE (');
	const sampling = repeatable < 0 ? value : value.slice(0, repeatable);
	const open = sampling.indexOf(' (');
	if (open < 0 || !sampling.endsWith(')')) {
		return null;
	}

	return [
		['Sampling Method', sampling.slice(0, open)],
		['Sampling Parameters', splitList(sampling.slice(open + 2, -1))],
		...(repeatable < 0 ? [] : [['Repeatable Seed', value.slice(repeatable + ' REPEATABLE ('.length, -1)] as const]),
	];
}
