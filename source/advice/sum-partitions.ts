import type {IndexUsage} from '../database/usage.ts';
import {groupBy} from '../text/group-by.ts';

/** An index with the counters of all its partitions. */
export interface WholeIndex {
	readonly index: IndexUsage;
	/** Those summed in it; none for an index of an ordinary table. */
	readonly partitions: readonly IndexUsage[];
}

/**
 * A partitioned table's index counts nothing itself: its partitions' indexes do, and go when it goes. They are summed into it, over
 * however many levels, and no longer listed.
 */
export function sumPartitions(indexes: readonly IndexUsage[]): readonly WholeIndex[] {
	const byOid = new Map(indexes.map(index => [index.oid, index]));
	const topOf = (index: IndexUsage): IndexUsage => {
		let top = index;
		// As deep as partitions of partitions go; a parent that another schema hides ends it.
		for (let above = byOid.get(top.parentOid); top.parentOid !== null && above !== undefined; above = byOid.get(top.parentOid)) {
			top = above;
		}

		return top;
	};

	const parts = groupBy(indexes, topOf);
	return [...parts].map(([top, all]) => all.length === 1 ? {index: top, partitions: []} : {index: sum(top, all), partitions: all.filter(index => index !== top)});
}

function sum(top: IndexUsage, all: readonly IndexUsage[]): IndexUsage {
	const add = (figure: (index: IndexUsage) => number | null) => all.reduce((total, index) => total + (figure(index) ?? 0), 0);
	const last = Math.max(...all.map(({lastScan}) => lastScan?.getTime() ?? 0));
	return {
		...top,
		scans: add(index => index.scans),
		entriesRead: add(index => index.entriesRead),
		rowsFetched: add(index => index.rowsFetched),
		hit: add(index => index.hit),
		read: add(index => index.read),
		bytes: add(index => index.bytes),
		lastScan: last === 0 ? null : new Date(last),
		valid: all.every(index => index.valid),
		foreignKeys: [...new Set(all.flatMap(index => index.foreignKeys))],
	};
}
