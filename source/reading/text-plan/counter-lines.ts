import type {Json} from '../../plan/plan.ts';

export type Entries = readonly (readonly [key: string, value: Json])[];

export const bufferKeys = [
	'Shared Hit Blocks', 'Shared Read Blocks', 'Shared Dirtied Blocks', 'Shared Written Blocks',
	'Local Hit Blocks', 'Local Read Blocks', 'Local Dirtied Blocks', 'Local Written Blocks',
	'Temp Read Blocks', 'Temp Written Blocks',
] as const;

const capital = (word: string) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;

/** `shared hit=1 read=2, temp read=3` as [place, counter, number]; null when it is something else. */
function readCounters(value: string, pattern: RegExp): readonly (readonly [place: string, counter: string, count: number])[] | null {
	const counters: (readonly [string, string, number])[] = [];
	for (const part of value.split(', ')) {
		const [place = '', ...counts] = part.trim().split(/ +/);
		const places = /^(?:shared(?:\/local)?|local|temp)$/.test(place);
		for (const count of places ? counts : [place, ...counts]) {
			const [, counter, digits] = pattern.exec(count) ?? [];
			if (counter === undefined) {
				return null;
			}

			counters.push([places ? place.replace('/local', '') : '', counter, Number(digits)]);
		}
	}

	return counters;
}

/** `Buffers: shared hit=1 read=2 dirtied=3 written=4, local ..., temp ...`: only what is above zero is printed. */
export function readBuffersLine(value: string): Entries | null {
	const counters = readCounters(value, /^(hit|read|dirtied|written)=(\d+)$/);
	if (counters === null || counters.some(([place]) => place === '')) {
		return null;
	}

	const counts = new Map(counters.map(([place, counter, count]) => [`${capital(place)} ${capital(counter)} Blocks`, count]));
	return bufferKeys.map(key => [key, counts.get(key) ?? 0]);
}

/** `I/O Timings: read=1.000` up to 14, `I/O Timings: shared read=1.000, temp write=2.000` from 15 on. */
export function readTimingsLine(value: string): Entries | null {
	return readCounters(value, /^(read|write)=(\d+\.?\d*)$/)
		?.map(([place, counter, ms]) => [`${place === '' ? '' : `${capital(place)} `}I/O ${capital(counter)} Time`, ms]) ?? null;
}

/** `WAL: records=1 fpi=2 bytes=3 buffers full=4` */
export function readWalLine(value: string): Entries | null {
	const [, records, fpi, bytes, full] = /^(?:records=(\d+))? ?(?:fpi=(\d+))? ?(?:bytes=(\d+))? ?(?:buffers full=(\d+))?$/.exec(value) ?? [];
	if ([records, fpi, bytes, full].every(count => count === undefined)) {
		return null;
	}

	return [
		['WAL Records', Number(records ?? 0)],
		['WAL FPI', Number(fpi ?? 0)],
		['WAL Bytes', Number(bytes ?? 0)],
		...(full === undefined ? [] : [['WAL Buffers Full', Number(full)] as const]),
	];
}

/** `Heap Blocks: exact=1 lossy=2` */
export function readHeapBlocksLine(value: string): Entries | null {
	const [line, exact, lossy] = /^(?:exact=(\d+))? ?(?:lossy=(\d+))?$/.exec(value) ?? [];
	return line === undefined || line === '' ? null : [['Exact Heap Blocks', Number(exact ?? 0)], ['Lossy Heap Blocks', Number(lossy ?? 0)]];
}

/** `Tuples: inserted=1 updated=2 deleted=3 skipped=4`, of a MERGE. */
export function readTuplesLine(value: string): Entries | null {
	const [line, inserted, updated, deleted, skipped]
		= /^(?:inserted=(\d+))? ?(?:updated=(\d+))? ?(?:deleted=(\d+))? ?(?:skipped=(\d+))?$/.exec(value) ?? [];
	return line === undefined || line === '' ? null : [
		['Tuples Inserted', Number(inserted ?? 0)],
		['Tuples Updated', Number(updated ?? 0)],
		['Tuples Deleted', Number(deleted ?? 0)],
		['Tuples Skipped', Number(skipped ?? 0)],
	];
}

/** `Memory: used=13kB  allocated=16kB`, of the planner. */
export function readMemoryLine(value: string): Entries | null {
	const [, used, allocated] = /^used=(\d+)kB +allocated=(\d+)kB$/.exec(value) ?? [];
	return used === undefined ? null : [['Memory Used', Number(used)], ['Memory Allocated', Number(allocated)]];
}
