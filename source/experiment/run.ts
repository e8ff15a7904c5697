import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import type {ServerFacts} from '../database/server-facts.ts';
import type {SqlValue} from '../database/session.ts';
import type {Comparison} from '../statistics/comparison.ts';
import type {ImaginedIndex} from './imagined-index.ts';
import type {Rung} from './rung.ts';

/** A parameter and the value it was bound to. */
export interface BoundParameter {
	readonly name: string;
	/** null is NULL, unless the value is unknown. */
	readonly value: SqlValue;
	/** Nobody knows a value: the statement is planned without one (GENERIC_PLAN), and not executed. */
	readonly unknown?: true;
}

/** What is tried: one statement with its values. */
export interface Subject {
	/** The catalogue's name of it. */
	readonly entry: string;
	readonly sql: string;
	readonly parameters: readonly BoundParameter[];
	/** `queries/x.sql` and the line where the statement starts, for errors. */
	readonly file: string;
	readonly line: number;
}

/** A configuration with the words it is known by. */
export interface NamedIndexes {
	readonly name: string;
	readonly configuration: IndexConfiguration;
}

/** The server that a run was made on. */
export type RunServer = Pick<ServerFacts, 'version' | 'versionNumber' | 'engine' | 'database' | 'user' | 'superuser' | 'inRecovery' | 'otherBackends'>;

/** One entry under one configuration: measured, or only planned (see isPlanOnly). Times in ms. */
export interface Run {
	readonly kind: 'Run';
	readonly subject: Subject;
	readonly indexes: NamedIndexes;
	readonly rung: Rung;
	readonly server: RunServer;
	readonly startedAt: Date;
	/** EXPLAIN (ANALYZE, VERBOSE, BUFFERS, WAL, SETTINGS, FORMAT JSON) exactly as Postgres said it: node times, taken with TIMING ON. Without ANALYZE where it was only planned. */
	readonly explain: string;
	/** Median Planning Time of several EXPLAINs, on warm catalog caches. */
	readonly planningMs: number | null;
	/** The first execution, kept aside: it may have read what later ones found in memory. null when it timed out. */
	readonly firstMs: number | null;
	/** Execution Time of each EXPLAIN (ANALYZE, TIMING OFF, BUFFERS OFF), in the order taken. */
	readonly samples: readonly number[];
	/** Set when the statement did not finish within this many ms: the time is then at least that. */
	readonly timedOutMs: number | null;
	/** Indexes that were there for this EXPLAIN only; absent: none. */
	readonly imagined?: readonly ImaginedIndex[];
}

/** Two runs whose samples were taken in turns, compared. */
export interface Delta {
	readonly kind: 'Delta';
	readonly baseline: Run;
	readonly current: Run;
	/** null when one of them timed out or was cancelled before there was enough to compare. */
	readonly comparison: Comparison | null;
	/** Both configurations lead to the same plan: whatever the clock says, the indexes made no difference. */
	readonly samePlan: boolean;
}
