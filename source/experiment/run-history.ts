import type {OperationRecord} from './operation-record.ts';
import type {DatabaseName, RunRecord} from './run-record.ts';

/** A query's run or an operation's, as it is kept. */
export type KeptRecord = RunRecord | OperationRecord;

/** Runs on one database. */
export interface Past<Kept extends KeptRecord> {
	/** Newest first. */
	readonly runs: readonly Kept[];
	/** What the user should know of files that could not be read; said once. */
	readonly note: string | null;
}

/** Where runs are kept and found again. Nothing here ever rejects: a measurement does not fail because the disk is full. */
export interface RunHistory {
	readonly newId: () => string;
	/** Keeps the runs of one measurement. Resolves with why that was not possible, the first time that this is so; else with null. */
	readonly keep: (records: readonly [KeptRecord, ...KeptRecord[]]) => Promise<string | null>;
	/** `most` of the last runs of a query; those that only served as another's baseline are left out. */
	readonly past: (entry: string, database: DatabaseName, most: number) => Promise<Past<RunRecord>>;
	/** The same of an operation. */
	readonly pastOperations: (operation: string, database: DatabaseName, most: number) => Promise<Past<OperationRecord>>;
	/** All that ran on a database from a moment on, as whichever user, baselines measured beside others too. */
	readonly since: (database: DatabaseName, moment: Date) => Promise<Past<KeptRecord>>;
}

/** --no-history, where runs are to be numbered all the same. */
export function forgetfulHistory(newId: () => string): RunHistory {
	const nothing = () => Promise.resolve({runs: [], note: null});
	return {newId, keep: () => Promise.resolve(null), past: nothing, pastOperations: nothing, since: nothing};
}
