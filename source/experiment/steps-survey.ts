import type {Measurement} from './measurement.ts';
import type {DatabaseName} from './run-record.ts';

/** The analysis, in its order; seed and rollback lead back. */
export const stepNames = ['setup', 'seed', 'baseline', 'apply-indexes', 'post-optimization', 'compare', 'rollback'] as const;
export type StepName = (typeof stepNames)[number];

/** What a list tells of a kept measurement. */
export interface MeasurementGist extends Pick<Measurement, 'id' | 'startedAt' | 'finishedAt' | 'answers' | 'rttMs'> {
	/** Queries and operations measured, and those that the catalogue had. */
	readonly measured: number;
	readonly of: number;
	readonly failures: number;
	/** What is not executed there. */
	readonly leftOut: number;
}

/** The Copy's tables, or why nothing is to be set up. */
export type SetupState =
	| {readonly kind: 'done'; readonly made: {readonly scale: string; readonly seed: number} | null; readonly missingIndexes: readonly string[]}
	/** The embedded database of the steps was begun; what is in it can be told when it is open. */
	| {readonly kind: 'begun'}
	| {readonly kind: 'absent'}
	/** Tables of The Copy's names that planflip did not make: all of them, or some. */
	| {readonly kind: 'foreign'}
	| {readonly kind: 'partial'};

/** The indexes that apply-indexes is about. */
export interface AppliedState {
	/** Wanted and not there. */
	readonly toBuild: readonly string[];
	/** Those of them whose failed build has left an INVALID one. */
	readonly leftovers: readonly string[];
	/** Wanted and there, whoever built them. */
	readonly built: readonly string[];
	/** Wanted, and not to be built by us; or why nothing can be wanted: sentences. */
	readonly obstacles: readonly string[];
	/** What rollback would drop, the last one built first. */
	readonly drops: readonly string[];
	/** What rollback would leave, and why. */
	readonly left: readonly string[];
	/** When the last of what rollback would drop was built; null when nobody saw it, or there is none. */
	readonly builtAt: Date | null;
}

/** Where the steps stand in their database. */
export interface StepsSurvey {
	readonly kind: 'StepsSurvey';
	readonly database: DatabaseName;
	/** It is not the database that the screen shows: that is a copy of its own, whose indexes go with it. */
	readonly elsewhere: boolean;
	/** On the embedded one nobody waits for a lock, and nothing of the user's is in it. */
	readonly embedded: boolean;
	/** The catalogue is the built-in one, about The Copy. */
	readonly builtIn: boolean;
	readonly setup: SetupState;
	/** The latest of this database, or the baseline that was named. */
	readonly baseline: MeasurementGist | null;
	/** What --baseline names, and nothing is called. */
	readonly unknownBaseline?: string;
	readonly after: MeasurementGist | null;
	/** null: not told from outside. */
	readonly indexes: AppliedState | null;
	/** What could not be read: sentences. */
	readonly notes: readonly string[];
}
