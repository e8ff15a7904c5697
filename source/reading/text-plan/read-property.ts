import {listKeys, typedValue} from '../explain-keys.ts';
import {
	type Entries, readBuffersLine, readHeapBlocksLine, readMemoryLine, readTimingsLine, readTuplesLine, readWalLine,
} from './counter-lines.ts';
import {
	readHashAggregateLine, readHashLine, readMemoizeLine, readSamplingLine, readSortGroupsLine, readSortLine, readStorageLine,
} from './detail-lines.ts';
import {splitList} from './nesting.ts';

interface Reader {
	/** null when the value is not what Postgres prints. */
	readonly read: (value: string, key: string) => Entries | null;
	readonly expected: string;
}

/** Characters; what these lines say is short. */
const longest = 1000;

/** The lines that say several things at once, or leave zeros out. */
const readers: Readonly<Record<string, Reader>> = {
	Buffers: {read: readBuffersLine, expected: '"shared hit=N read=N dirtied=N written=N", "local ..." or "temp ..."'},
	'I/O Timings': {read: readTimingsLine, expected: '"shared read=MS write=MS", "local ..." or "temp ..."'},
	WAL: {read: readWalLine, expected: '"records=N fpi=N bytes=N"'},
	'Heap Blocks': {read: readHeapBlocksLine, expected: '"exact=N lossy=N"'},
	Tuples: {read: readTuplesLine, expected: '"inserted=N updated=N deleted=N skipped=N"'},
	Memory: {read: readMemoryLine, expected: '"used=NkB  allocated=NkB"'},
	Buckets: {read: readHashLine, expected: '"N  Batches: N  Memory Usage: NkB"'},
	Batches: {read: (value, key) => readHashAggregateLine(key, value), expected: '"N  Memory Usage: NkB  Disk Usage: NkB"'},
	'Planned Partitions': {read: (value, key) => readHashAggregateLine(key, value), expected: '"N  Batches: N  Memory Usage: NkB"'},
	Hits: {read: readMemoizeLine, expected: '"N  Misses: N  Evictions: N  Overflows: N  Memory Usage: NkB"'},
	'Sort Method': {read: readSortLine, expected: '"METHOD  Memory: NkB" or "METHOD  Disk: NkB"'},
	'Full-sort Groups': {read: (value, key) => readSortGroupsLine(key, value), expected: '"N  Sort Method: METHOD  Average Memory: NkB  Peak Memory: NkB"'},
	'Pre-sorted Groups': {read: (value, key) => readSortGroupsLine(key, value), expected: '"N  Sort Method: METHOD  Average Memory: NkB  Peak Memory: NkB"'},
	Storage: {read: readStorageLine, expected: '"Memory  Maximum Storage: NkB" or "Disk ..."'},
	Sampling: {read: readSamplingLine, expected: '"METHOD (PARAMETERS)"'},
};

/** A property as JSON has it, or what should have stood after its colon. */
export type Property =
	| {readonly kind: 'entries'; readonly entries: Entries}
	| {readonly kind: 'error'; readonly expected: string};

/** `Key: value` of a node, a worker, or the planner. A key that is not known is kept as it is. */
export function readProperty(key: string, value: string): Property {
	const reader = Object.hasOwn(readers, key) ? readers[key] : undefined;
	if (reader !== undefined) {
		const entries = value.length > longest ? null : reader.read(value, key);
		return entries === null ? {kind: 'error', expected: `${reader.expected} after "${key}:"`} : {kind: 'entries', entries};
	}

	if (listKeys.has(key)) {
		return {kind: 'entries', entries: [[key, value === '' || value === '()' ? [] : splitList(value)]]};
	}

	// A number of text has its unit with it: `Planning Time: 0.1 ms`, `Foreign File Size: 3 b`.
	return {kind: 'entries', entries: [[key, typedValue(key, value.replace(/^(-?\d+(?:\.\d+)?) ?(?:ms|kB|b)$/, '$1'))]]};
}
