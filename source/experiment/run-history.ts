import type {DatabaseName, RunRecord} from './run-record.ts';

/** Runs of one entry on one database. */
export interface Past {
	/** Newest first. */
	readonly runs: readonly RunRecord[];
	/** What the user should know of files that could not be read; said once. */
	readonly note: string | null;
}

/** Where runs are kept and found again. Nothing here ever rejects: a measurement does not fail because the disk is full. */
export interface RunHistory {
	readonly newId: () => string;
	/** Keeps the runs of one measurement. Resolves with why that was not possible, the first time that this is so; else with null. */
	readonly keep: (records: readonly [RunRecord, ...RunRecord[]]) => Promise<string | null>;
	/** `most` of the last runs; those that only served as another's baseline are left out. */
	readonly past: (entry: string, database: DatabaseName, most: number) => Promise<Past>;
}
