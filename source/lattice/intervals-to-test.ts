import type {Interval} from './interval.ts';
import type {Mask} from './mask.ts';

/**
 * The intervals whose lower ends are planned, too. What speaks without being read speaks of its table, in every plan that reads it, or of a
 * join of two; so of any two tables, what is free in the one beside what is free in the other is tested once, whatever else there is. In
 * an entry of one table or two those are all of them. `planned`: tested already, at no cost.
 */
export function intervalsToTest(intervals: readonly Interval[], tables: readonly Mask[], planned: (on: Mask) => boolean): readonly Interval[] {
	const free = intervals.filter(({low, high}) => low !== high).map(interval => ({interval, pairs: pairsOf(interval, tables)}));
	const chosen = new Set(free.filter(({interval}) => planned(interval.low)));
	const tested = new Set([...chosen].flatMap(({pairs}) => pairs));
	// What tests most at once comes first.
	for (let least = free[0]?.pairs.length ?? 0; least > 0; least--) {
		for (const one of free) {
			if (one.pairs.filter(pair => !tested.has(pair)).length >= least) {
				chosen.add(one);
				for (const pair of one.pairs) {
					tested.add(pair);
				}
			}
		}
	}

	return [...chosen].map(({interval}) => interval);
}

/** Of each two tables what the interval leaves free in them; of a table alone where there is no other. */
function pairsOf({low, high}: Interval, tables: readonly Mask[]): readonly string[] {
	const parts = tables.map((table, at) => `${at}:${low & table}-${high & table}`);
	return parts.length < 2 ? parts : parts.flatMap((part, at) => parts.slice(at + 1).map(other => `${part} ${other}`));
}
