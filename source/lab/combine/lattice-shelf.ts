import type {EntryCover} from '../../lattice/cover-entry.ts';
import type {EntryLattice} from '../../lattice/entry-lattice.ts';

export interface ShelvedLattice {
	readonly lattice: EntryLattice;
	readonly cover: EntryCover;
}

/** What was found out in this session, by cache key: what did not change need not be planned again, and two entries of one statement are looked at once. */
export interface LatticeShelf {
	/** What is kept or being looked for under this key; what fails for another is looked for anew. */
	find(key: string, look: () => Promise<ShelvedLattice>): Promise<ShelvedLattice>;
}

/** Of every entry a few states of the database are worth keeping. */
const most = 500;

export function latticeShelf(): LatticeShelf {
	const kept = new Map<string, ShelvedLattice>();
	const begun = new Map<string, Promise<ShelvedLattice>>();
	const keep = async (key: string, look: () => Promise<ShelvedLattice>) => {
		try {
			const found = await look();
			kept.set(key, found);
			for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - most))) {
				kept.delete(oldest);
			}

			return found;
		} finally {
			begun.delete(key);
		}
	};

	return {
		async find(key, look) {
			for (let other = begun.get(key); other !== undefined; other = begun.get(key)) {
				// Why it failed is told of the statement's other place.
				await other.catch(() => undefined);
			}

			const known = kept.get(key);
			if (known !== undefined) {
				return known;
			}

			const found = keep(key, look);
			begun.set(key, found);
			return found;
		},
	};
}
