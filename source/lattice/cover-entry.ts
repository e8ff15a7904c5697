import type {Box} from './cover-box.ts';
import type {EntryLattice} from './entry-lattice.ts';
import type {Interval} from './interval.ts';
import type {Mask} from './mask.ts';

export interface CoveredBox extends Box {
	readonly cells: readonly Interval[];
}

/** all: every combination. by table: those of each table's toggles, with all others on. none: the two ends only. */
export type Scope = 'all' | 'by table' | 'none';

/** What is known of an entry's combinations. */
export interface EntryCover {
	readonly scope: Scope;
	/** One that has them all, or one for each table; a table that is too much itself has none. */
	readonly boxes: readonly CoveredBox[];
}

/** Every combination where that can be had; else table by table. `tables`: the toggles of each. */
export async function coverEntry(lattice: EntryLattice, tables: readonly Mask[]): Promise<EntryCover> {
	const {relevant} = lattice;
	const whole = await coveredBox(lattice, {low: 0n, high: relevant});
	if (whole !== null) {
		return {scope: 'all', boxes: [whole]};
	}

	const boxes: CoveredBox[] = [];
	for (const table of tables) {
		const box = (table & relevant) === 0n ? null : await coveredBox(lattice, {low: relevant & ~table, high: relevant});
		boxes.push(...(box === null ? [] : [box]));
	}

	return {scope: boxes.length === 0 ? 'none' : 'by table', boxes};
}

async function coveredBox(lattice: EntryLattice, box: Box): Promise<CoveredBox | null> {
	const cells = await lattice.cover(box);
	return cells === null ? null : {...box, cells};
}
