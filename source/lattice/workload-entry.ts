import type {EntryCover} from './cover-entry.ts';
import type {EntryLattice} from './entry-lattice.ts';

/** An entry of the catalogue whose combinations were looked at. */
export interface WorkloadEntry {
	readonly name: string;
	/** How often it runs, beside the others. */
	readonly weight: number;
	readonly lattice: EntryLattice;
	readonly cover: EntryCover;
}
