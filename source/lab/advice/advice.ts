import type {SetAside} from '../../advice/candidates/candidate.ts';
import type {StatementOf} from '../../catalog/catalog-entry.ts';
import type {Weighing} from '../../catalog/weight.ts';
import type {HeldBecause} from '../../experiment/choose-toggles.ts';
import type {UniverseIndex} from '../../experiment/index-universe.ts';
import type {Delta, NamedIndexes} from '../../experiment/run.ts';
import type {Rung} from '../../experiment/rung.ts';
import type {WriteCost} from '../../experiment/write-cost.ts';
import type {Claim} from '../../lattice/parts.ts';
import type {GoneIndex} from '../../view/gone-index.ts';

/** A set of indexes and what the catalogue's statements cost with it. */
export interface Tally {
	/** The planner's, of all entries, weighted. */
	readonly cost: number;
	/** Of the indexes that can be on or off, those of tables that the entries read and that guard nothing; what has no known size counts nothing. */
	readonly bytes: number;
	readonly indexes: number;
}

/** An entry under the three sets. */
export interface AdvisedEntry {
	readonly name: string;
	/** Of which operation it is a statement; null: it is a query. */
	readonly step: StatementOf | null;
	readonly weight: number;
	/** The planner's, of one execution. */
	readonly cost: {readonly now: number; readonly proposed: number; readonly allOn: number};
	/** Proposed indexes that its plan reads. */
	readonly uses: readonly string[];
	/** With the proposals against now; null: not measured, or the plan stays. */
	readonly delta: Delta | null;
	/** With the proposals, and without what could go, against now. */
	readonly leanDelta: Delta | null;
}

export interface Proposal {
	readonly index: UniverseIndex;
	/** As built, or as HypoPG guesses; null where nobody could say. */
	readonly bytes: number | null;
	/** Weighted cost that comes back when it is left out of the proposals, and its share of the cost now. */
	readonly saves: number;
	readonly share: number;
	/** Proposals without which this one saves nothing, or which save nothing without it. */
	readonly together: readonly string[];
	/** Entries whose plan reads it. */
	readonly users: readonly string[];
	/** null: not measured at all. */
	readonly writes: WriteCost | null;
}

export type Rejection =
	| SetAside
	/** It is off, and this way of switching cannot switch it on. */
	| {readonly kind: 'cannot be switched'; readonly reason: string}
	| {readonly kind: 'cannot be built'; readonly message: string}
	/** It is imagined, and has no statistics before it is built. */
	| {readonly kind: 'blind'}
	/** No plan reads it, neither with all others on nor when the better ones are away. */
	| {readonly kind: 'not read'}
	/** Beside the proposals it would save so little: a share of the cost now. */
	| {readonly kind: 'saves less'; readonly share: number; readonly than: number}
	/** In place of what was turned down it would save so much, but after so many sets that were measured no other was. */
	| {readonly kind: 'not measured'; readonly share: number; readonly sets: number}
	/** It would save more, by itself or together with others, but the limits leave no room for that. */
	| {readonly kind: 'no room'; readonly share: number; readonly together: readonly string[]; readonly limits: readonly string[]}
	/** The planner chose it, and of these measured queries none was faster or touched fewer blocks; of the untold, which read it too, nothing was measured. */
	| {readonly kind: 'no time'; readonly users: readonly string[]; readonly untold: readonly string[]}
	/** Of the catalogue's own statements, those that write lose more than the others win; ms for each round of the catalogue, weighted. */
	| {readonly kind: 'slows writes'; readonly addsMs: number; readonly savesMs: number};

export interface Rejected {
	readonly name: string;
	readonly schema: string;
	readonly table: string;
	readonly sql: string;
	readonly bytes: number | null;
	/** It was off before: the catalogue describes it, or somebody proposed or switched it. Absent: the statements ask for it. */
	readonly known?: true;
	readonly because: Rejection;
}

/** An index that is there, and that no entry of the catalogue would miss beside the proposals. */
export interface Removable {
	readonly index: UniverseIndex;
	/** An entry reads it now. */
	readonly read: boolean;
	/** Entries that were left out, and read its table. */
	readonly unasked: readonly string[];
}

/** An index that is on and stays, and why. */
export interface Staying {
	readonly index: UniverseIndex;
	readonly because:
		| HeldBecause
		/** These would cost more without it, and without the others that could go. */
		| {readonly kind: 'needed'; readonly by: readonly string[]}
		/** No entry costs more without it, but these were measured slower. */
		| {readonly kind: 'measured slower'; readonly by: readonly string[]}
		/** No entry needs it, but nothing else finds the rows that refer to a deleted one. */
		| {readonly kind: 'finds referring rows'; readonly columns: readonly string[]};
}

/** A table's size (bytes) around rows that were written and taken back: they are dead in it. */
export interface Grown {
	readonly before: number;
	readonly after: number;
}

/** An entry that was left out. */
export interface Failure {
	readonly entry: string;
	readonly error: unknown;
}

export interface Advice {
	readonly kind: 'Advice';
	/** Of the database. */
	readonly label: string;
	readonly version: string;
	readonly rung: Rung;
	readonly start: NamedIndexes;
	/** What may be lost of the best, a fraction. */
	readonly within: number;
	/** What any entry may cost, times its cost with everything on; null: whatever it costs. */
	readonly each: number | null;
	readonly basis: Weighing['basis'];
	readonly entries: readonly AdvisedEntry[];
	readonly failures: readonly Failure[];
	/** Indexes that others dropped or renamed meanwhile: nothing here counts on them. */
	readonly gone: readonly GoneIndex[];
	readonly now: Tally;
	readonly proposed: Tally;
	/** With the proposals, and without what could go. */
	readonly lean: Tally;
	/** Every index and candidate that any plan read, on. */
	readonly allOn: Tally;
	/** The dearest to miss first. */
	readonly proposals: readonly Proposal[];
	readonly rejected: readonly Rejected[];
	readonly removable: readonly Removable[];
	/** What all that could go of a table adds to its writes, one for each table. */
	readonly lighter: readonly WriteCost[];
	/** The other indexes that are on. */
	readonly staying: readonly Staying[];
	/** How far the choice is proved the smallest. */
	readonly claim: Claim;
	/** Why no times stand beside the costs; null where they do. */
	readonly notMeasured: string | null;
	/** What whoever reads the figures has to know. */
	readonly notes: readonly string[];
	readonly candidates: number;
	readonly explains: number;
}
