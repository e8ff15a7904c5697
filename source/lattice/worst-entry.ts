import {costAt} from './cost-at.ts';
import {isNoMore} from './costs-no-more.ts';
import type {Mask} from './mask.ts';
import type {WorkloadEntry} from './workload-entry.ts';

/** Who pays most for a set, beside all indexes. */
export interface WorstEntry {
	readonly entry: string;
	/** So many times its cost with all indexes on, >1. */
	readonly times: number;
}

/** What a sum hides: the entry that costs most, times what it does with all indexes on; null where none costs more. `costOf`: null where it is not known. */
export function worstEntry(entries: readonly WorkloadEntry[], costOf: (entry: WorkloadEntry, at: number) => number | null): WorstEntry | null {
	let worst: WorstEntry | null = null;
	for (const [at, entry] of entries.entries()) {
		const {name, lattice: {top}} = entry;
		const cost = costOf(entry, at) ?? top.cost;
		if (!isNoMore(cost, top.cost) && cost / top.cost > (worst?.times ?? 1)) {
			worst = {entry: name, times: cost / top.cost};
		}
	}

	return worst;
}

/** The same of a set that was not planned, as far as the covers say. */
export function worstUnder(entries: readonly WorkloadEntry[], on: Mask): WorstEntry | null {
	return worstEntry(entries, ({cover, lattice: {relevant}}) => costAt(cover, on & relevant));
}
