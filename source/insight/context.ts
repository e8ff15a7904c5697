/** What pg_stat_user_tables knows of a table. */
export interface TableFacts {
	/** null: whatever schema the plan means. */
	readonly schema: string | null;
	readonly name: string;
	/** n_mod_since_analyze: rows inserted, updated and deleted since the statistics were made. */
	readonly modifiedSinceAnalyze: number;
	/** n_live_tup. */
	readonly rows: number;
	/** Its columns that Postgres compares as `(column)::text` and that an index on the column serves nonetheless. */
	readonly varchars?: readonly string[];
	/** The partitioned table that it is a part of; null of a table that stands alone. */
	readonly partitionOf?: {readonly schema: string; readonly name: string} | null;
}

/** An index that the planner could have used. One that is switched off does not belong here. */
export interface IndexFacts {
	readonly schema: string | null;
	readonly table: string;
	readonly name: string;
	/** btree, gin, brin ... */
	readonly method: string;
	/** As pg_get_indexdef prints them. */
	readonly columns: readonly string[];
	/** Of a partial index; null of a whole one. */
	readonly predicate: string | null;
}

/** An index that is switched off, or only proposed so far. */
export interface UnusedIndex extends IndexFacts {
	readonly include: readonly string[];
	/** CREATE INDEX. */
	readonly definition: string;
}

export interface ForeignKeyFacts {
	readonly constraint: string;
	readonly schema: string | null;
	/** The referencing table, unquoted. */
	readonly table: string;
	/** Its referencing columns, as pg_get_indexdef prints them. */
	readonly columns: readonly string[];
}

/** What is known of the database besides the plan. All of it may be missing: a pasted plan comes without. */
export interface InsightContext {
	readonly tables?: readonly TableFacts[];
	readonly indexes?: readonly IndexFacts[];
	/** Those that could be switched on. */
	readonly unused?: readonly UnusedIndex[];
	readonly foreignKeys?: readonly ForeignKeyFacts[];
	/** ms: the planning time of several runs, where there were several; one alone may have met a cold catalogue. */
	readonly planningMs?: number | null;
	/** Settings that nobody chose and nobody can change here: PGlite has no parallel workers. */
	readonly givenSettings?: readonly string[];
}
