import type {Frequency} from '../catalog/catalog-entry.ts';
import type {Estimate} from '../catalog/estimate.ts';
import type {Load} from '../catalog/load.ts';
import type {DatabaseIdentity} from './database-identity.ts';
import type {OperationRun, RouteDelta} from './operation-run.ts';
import type {RunServer} from './run.ts';
import type {DatabaseName, RunRecord} from './run-record.ts';

export type MeasurementStep = 'baseline' | 'post-optimization';

/** An index as it was built when the measurement began, of a table that the catalogue's statements read or that one of its indexes is on. */
export interface MeasuredIndex {
	readonly schema: string;
	readonly table: string;
	readonly name: string;
	/** As pg_get_indexdef says. */
	readonly definition: string;
	readonly bytes: number;
	/** indisvalid: false for what a failed CREATE INDEX CONCURRENTLY left. */
	readonly valid: boolean;
	/** It backs a primary key, a UNIQUE or an EXCLUDE constraint. */
	readonly constraint: boolean;
	/** `schema.name` of the partitioned table's index that it is a part of, the uppermost of several levels; null for one that stands alone. */
	readonly partOf: string | null;
}

/** A table that the catalogue's statements read, or that an index of the catalogue is on. */
export interface MeasuredTable {
	readonly schema: string;
	readonly name: string;
	/** reltuples; null before the first ANALYZE. */
	readonly rows: number | null;
	/** pg_table_size: heap, TOAST and maps. */
	readonly bytes: number;
}

/** What the catalogue said when it was measured: all that a comparison tells of an entry, also of one that could not be measured. */
export interface MeasuredEntry {
	readonly name: string;
	readonly title: string;
	readonly frequency: Frequency | null;
	/** How often it was really run, as imported; absent: nobody counted. */
	readonly load?: Load;
	/** What the team expected, in their words and as numbers. */
	readonly expected: string | null;
	readonly estimate: Estimate | null;
	/** Changes with the statement, its parameters' samples or its title. */
	readonly mark: string;
}

/** One statement of the catalogue in a measurement. */
export interface StatementMeasurement {
	/** Under the indexes as they are built. */
	readonly run: RunRecord;
	/**
	 * The same statement in turns under the indexes of the `baseline` step, switched off and on as the rung allows: times taken at the
	 * same moment. null in a baseline, and where this server lets nobody switch.
	 */
	readonly before: RunRecord | null;
}

/** An operation under the indexes of the baseline, walked in turns with what is built. */
export interface OperationBefore {
	readonly run: OperationRun;
	/** The baseline's indexes against those of now: the chain first, then the rewrites. */
	readonly routes: readonly RouteDelta[];
}

/** An operation of the catalogue in a measurement. */
export interface OperationMeasurement {
	readonly run: OperationRun;
	/** null in a baseline, where this server lets nobody switch what is executed as it stands, and in files of a planflip that measured operations alone. */
	readonly before: OperationBefore | null;
}

/** What could not be measured, and why. */
export interface MeasurementFailure {
	readonly entry: string;
	/** The letter: what, where, what to do. */
	readonly lines: readonly string[];
}

/** Everything measured in one sitting: what the steps `baseline` and `post-optimization` leave for `compare`. */
export interface Measurement {
	readonly kind: 'Measurement';
	readonly step: MeasurementStep;
	/** Eight hexadecimal digits. */
	readonly id: string;
	readonly startedAt: Date;
	/** null: stopped before the end; what there is was measured all the same. */
	readonly finishedAt: Date | null;
	readonly database: DatabaseName;
	/** Absent in files of a planflip that went by the name alone. */
	readonly identity?: DatabaseIdentity;
	readonly server: RunServer;
	/** The folder of the catalogue, and each of its entries, also those that were not reached or failed. */
	readonly catalog: {readonly folder: string; readonly entries: readonly MeasuredEntry[]};
	/** Of a post-optimization: the id of the baseline that it answers. */
	readonly answers: string | null;
	readonly indexes: readonly MeasuredIndex[];
	readonly tables: readonly MeasuredTable[];
	/** Waited per round trip of an operation, ms; 0 for none. */
	readonly rttMs: number;
	readonly statements: readonly StatementMeasurement[];
	readonly operations: readonly OperationMeasurement[];
	readonly failures: readonly MeasurementFailure[];
	/** What is not executed in such a database (it writes, and others depend on it) or without a value that nobody knows, with the letter. */
	readonly leftOut: readonly MeasurementFailure[];
	/** What whoever reads the numbers should know: what changed since the baseline, what could not be switched. Sentences. */
	readonly notes: readonly string[];
}
