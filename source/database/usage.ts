import type {IndexState} from './index-state.ts';

/** How an index was used since the server's statistics began. Counts are this server's only: a standby keeps its own. */
export interface IndexUsage extends IndexState {
	/** A partition's index counts by itself; that of the partitioned table counts nothing. */
	readonly scans: number;
	/** idx_tup_read: entries that scans returned. */
	readonly entriesRead: number;
	/** idx_tup_fetch: live rows that plain index scans fetched with them. */
	readonly rowsFetched: number;
	/** From PostgreSQL 16 on; null before, and where it was never scanned. */
	readonly lastScan: Date | null;
	/** Blocks of 8 kB found in and read into the buffer cache. */
	readonly hit: number;
	readonly read: number;
	/** REPLICA IDENTITY USING INDEX: logical replication names rows by it. */
	readonly replicaIdentity: boolean;
	/** Foreign keys elsewhere that rest on it: without it, they go too. */
	readonly foreignKeys: readonly string[];
}

/** A table's statistics since they began. Rows are estimates (n_live_tup, or reltuples where nothing was counted yet); sizes in bytes. */
export interface TableUsage {
	readonly schema: string;
	readonly name: string;
	readonly rows: number;
	/** null where nothing was counted yet. */
	readonly deadRows: number | null;
	readonly modifiedSinceAnalyze: number;
	readonly seqScans: number;
	/** Rows that sequential scans read, all together. */
	readonly seqRows: number;
	readonly indexScans: number;
	readonly written: {readonly inserted: number; readonly updated: number; readonly hot: number; readonly deleted: number};
	/** The later of VACUUM and autovacuum; null: never since the statistics began. */
	readonly lastVacuum: Date | null;
	readonly lastAnalyze: Date | null;
	/** pg_table_size: heap, TOAST and maps. */
	readonly bytes: number;
	readonly indexBytes: number;
	/** Of the heap, blocks of 8 kB. */
	readonly hit: number;
	readonly read: number;
}

/** One of the dearest statements of pg_stat_statements. Times in ms, blocks of 8 kB. */
export interface StatementUsage {
	/** Normalised by the extension: constants are `$n`. */
	readonly sql: string;
	readonly calls: number;
	readonly totalMs: number;
	readonly meanMs: number;
	readonly rows: number;
	readonly hit: number;
	readonly read: number;
}

/** What pg_stat_statements says, or why it says nothing and what would make it. */
export type TopStatements =
	| {readonly kind: 'read'; readonly statements: readonly StatementUsage[]; readonly since: Date | null; readonly hidden: boolean}
	| {readonly kind: 'absent'; readonly reason: string; readonly remedy: string};

/** How long the counters have been counting. */
export interface StatisticsAge {
	readonly now: Date;
	/** pg_stat_database.stats_reset; null: never reset since the database was made, or since a crash emptied them. */
	readonly reset: Date | null;
	readonly serverStarted: Date;
	readonly standby: boolean;
	/** Of the database: blocks of 8 kB. */
	readonly hit: number;
	readonly read: number;
	/** Off: nothing is counted (track_counts). */
	readonly counting: boolean;
}

/** The counters of a database at one moment. */
export interface UsageSnapshot {
	readonly kind: 'UsageSnapshot';
	readonly age: StatisticsAge;
	readonly indexes: readonly IndexUsage[];
	readonly tables: readonly TableUsage[];
	readonly statements: TopStatements;
}
