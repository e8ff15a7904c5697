import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import type {HeldIndex} from '../experiment/choose-toggles.ts';
import type {Delta, NamedIndexes} from '../experiment/run.ts';
import type {WriteCost} from '../experiment/write-cost.ts';
import type {WorkloadLattice} from '../lattice/workload-lattice.ts';
import type {GoneIndex} from './gone-index.ts';

/** A plan that comes when indexes go, executed in turns with the one of all indexes on. */
export interface MeasuredPlan {
	readonly entry: string;
	readonly fingerprint: string;
	/** Under which it was executed; others lead to the same plan. */
	readonly indexes: NamedIndexes;
	/** The planner's cost, times that of the plan with all on. */
	readonly costTimes: number;
	/** The baseline has all on. */
	readonly delta: Delta;
}

export interface Failure {
	readonly entry: string;
	readonly lines: readonly string[];
}

/** All combinations of a catalogue's indexes, as they are shown and reported. */
export interface Combinations {
	readonly kind: 'Combinations';
	readonly lattice: WorkloadLattice;
	/** Those looked at, in the lattice's order: queries, then statements of operations. */
	readonly entries: readonly CatalogEntry[];
	/** Entries that could not be planned, or whose tables changed too often. */
	readonly failed: readonly Failure[];
	/** Those of them that read an index's table, by its key: what is said of it is said without them. */
	readonly unasked: ReadonlyMap<string, readonly string[]>;
	/** Indexes that others dropped or renamed meanwhile: nothing here counts on them. */
	readonly gone: readonly GoneIndex[];
	/** Indexes that are in every combination as they are. */
	readonly held: readonly HeldIndex[];
	/** What the largest combination is called. */
	readonly all: NamedIndexes;
	/** What a weight is: a number of calls, or a rank by the cards' words. */
	readonly weights: {readonly basis: 'calls' | 'frequency'; readonly uncounted: number};
	readonly effort: {
		readonly explains: number;
		/** How often a configuration was switched to. */
		readonly switches: number;
		/** EXPLAINs of every entry under every combination. */
		readonly byForce: number;
		/** From the first EXPLAIN to the last set that was found; without building. */
		readonly ms: number;
		/** Indexes that were not there and had to be built once, before. */
		readonly built: {readonly indexes: number; readonly ms: number};
	};
	/** What each toggle adds to writing, in their order; and how long finding out took. */
	readonly writes: {readonly costs: readonly WriteCost[]; readonly ms: number};
	/** Plans that come with the choices; null: nothing was executed yet, or may be. */
	readonly measured: readonly MeasuredPlan[] | null;
	/** Why some, or all, were not executed. */
	readonly unmeasured: readonly Failure[];
	readonly notes: readonly string[];
}
