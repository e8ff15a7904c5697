import type {Buffers, IoTime, JsonObject, Wal} from './plan.ts';

/**
 * All that Postgres counts as a running total of the node and everything below it: 10 buffer counters, 3 of WAL, and
 * the ms of I/O. They lie side by side in one row per node, because whoever pays for one pays for all.
 */
export const counterCount = 15;
/** Buffers and WAL are whole numbers and must add up exactly; the two I/O times after them are ms. */
export const wholeCounters = 13;
const walStart = 10;

const counterKeys = [
	'Shared Hit Blocks',
	'Shared Read Blocks',
	'Shared Dirtied Blocks',
	'Shared Written Blocks',
	'Local Hit Blocks',
	'Local Read Blocks',
	'Local Dirtied Blocks',
	'Local Written Blocks',
	'Temp Read Blocks',
	'Temp Written Blocks',
	'WAL Records',
	'WAL FPI',
	'WAL Bytes',
] as const;

// Up to 16 `I/O Read Time` is shared and local together (15 and 16 print temp apart); from 17 on each has its own.
const readTimeKeys = ['I/O Read Time', 'Shared I/O Read Time', 'Local I/O Read Time', 'Temp I/O Read Time'] as const;
const writeTimeKeys = ['I/O Write Time', 'Shared I/O Write Time', 'Local I/O Write Time', 'Temp I/O Write Time'] as const;

/** Which groups of counters Postgres printed at all. */
export interface Counted {
	readonly buffers: boolean;
	readonly wal: boolean;
	readonly io: boolean;
}

/** What the options of this EXPLAIN made Postgres count, told from one object that has counters (the root has all there are). */
export function countedIn(object: JsonObject): Counted {
	const has = (key: string) => object[key] !== undefined;
	return {
		buffers: counterKeys.slice(0, walStart).some(has),
		wal: counterKeys.slice(walStart).some(has),
		io: readTimeKeys.some(has) || writeTimeKeys.some(has),
	};
}

function addTimes(object: JsonObject, keys: readonly string[]): number {
	let sum = 0;
	for (const key of keys) {
		const value = object[key];
		if (typeof value === 'number') {
			sum += value;
		}
	}

	return sum;
}

/** Writes the counters of one object into `row` at `offset`; what it does not have is left at 0. */
export function readCounters(object: JsonObject, counted: Counted, row: Float64Array, offset: number): void {
	const first = counted.buffers ? 0 : walStart;
	const end = counted.wal ? wholeCounters : walStart;
	for (let index = first; index < end; index++) {
		const value = object[counterKeys[index] ?? ''];
		if (typeof value === 'number') {
			row[offset + index] = value;
		}
	}

	if (counted.io) {
		row[offset + wholeCounters] = addTimes(object, readTimeKeys);
		row[offset + wholeCounters + 1] = addTimes(object, writeTimeKeys);
	}
}

/** The ten buffer counters of the row at `offset`. */
export function buffersOf(row: Float64Array, offset: number): Buffers {
	const at = (index: number) => row[offset + index] ?? 0;
	return {
		sharedHit: at(0),
		sharedRead: at(1),
		sharedDirtied: at(2),
		sharedWritten: at(3),
		localHit: at(4),
		localRead: at(5),
		localDirtied: at(6),
		localWritten: at(7),
		tempRead: at(8),
		tempWritten: at(9),
	};
}

/** The WAL counters of the row at `offset`. */
export function walOf(row: Float64Array, offset: number): Wal {
	return {
		records: row[offset + walStart] ?? 0,
		fpi: row[offset + walStart + 1] ?? 0,
		bytes: row[offset + walStart + 2] ?? 0,
	};
}

/** The I/O times of the row at `offset`, divided by `processes`: they are summed over processes, the node's wall time is not. */
export function ioOf(row: Float64Array, offset: number, processes: number): IoTime {
	return {
		readMs: Math.max(0, row[offset + wholeCounters] ?? 0) / processes,
		writeMs: Math.max(0, row[offset + wholeCounters + 1] ?? 0) / processes,
	};
}

/** The buffers of an object beside the nodes (Planning, Serialization, a worker); null when it has none. */
export function readBuffers(object: JsonObject): Buffers | null {
	const counted = countedIn(object);
	if (!counted.buffers) {
		return null;
	}

	const row = new Float64Array(counterCount);
	readCounters(object, counted, row, 0);
	return buffersOf(row, 0);
}
