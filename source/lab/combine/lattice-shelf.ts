import type {EntryCover} from '../../lattice/cover-entry.ts';
import type {EntryLattice} from '../../lattice/entry-lattice.ts';

export interface ShelvedLattice {
	readonly lattice: EntryLattice;
	readonly cover: EntryCover;
}

/** What was found out in this session, by cache key: what did not change need not be planned again. */
export interface LatticeShelf {
	find(key: string): ShelvedLattice | null;
	keep(key: string, found: ShelvedLattice): void;
}

/** Of every entry a few states of the database are worth keeping. */
const most = 500;

export function latticeShelf(): LatticeShelf {
	const kept = new Map<string, ShelvedLattice>();
	return {
		find: key => kept.get(key) ?? null,
		keep(key, found) {
			kept.set(key, found);
			for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - most))) {
				kept.delete(oldest);
			}
		},
	};
}
