/** An index as a script must know it: to build it, to take it away, and to build it again as it was. Names unquoted. */
export interface MigratedIndex {
	readonly schema: string;
	readonly table: string;
	readonly name: string;
	/** CREATE INDEX: of a built one as pg_get_indexdef prints it, of a proposed one as it was proposed. */
	readonly definition: string;
	/** The definition is the server's own: what a script finds under this name is compared with it to the letter. */
	readonly exact: boolean;
	readonly method: string;
	/** Key columns with collation, operator class and order, as pg_get_indexdef prints them. */
	readonly columns: readonly string[];
	readonly include: readonly string[];
	/** The WHERE of a partial index. */
	readonly predicate: string | null;
	/** Its table is partitioned: it is made of `parts`, and holds nothing itself. */
	readonly partitioned: boolean;
	/** The indexes of the partitions one level down; those of partitioned partitions have parts of their own. */
	readonly parts: readonly MigratedIndex[];
	/** False: left by a build that failed, of no use to any query. */
	readonly valid: boolean;
	/** What pg_get_indexdef does not print; a tablespace only where it is not the default one. */
	readonly tablespace: string | null;
	readonly comment: string | null;
	/** ALTER INDEX ... ALTER COLUMN n SET STATISTICS target. */
	readonly statistics: ReadonlyArray<{readonly column: number; readonly target: number}>;
}

/** An index to build or to drop, and what speaks for it: sentences. */
export interface IndexChange {
	readonly kind: 'create' | 'drop';
	readonly index: MigratedIndex;
	readonly evidence: readonly string[];
}

/** What was decided on the screen or by --indexes, and is in no script: why. */
export interface LeftOut {
	readonly name: string;
	readonly why: string;
}

/** The way from the indexes of a database to those that were decided on. */
export interface Migration {
	readonly kind: 'Migration';
	/** `user@host:5432/database`; never a password. */
	readonly label: string;
	/** `PostgreSQL 18.4` */
	readonly version: string;
	readonly at: Date;
	/** The decision, in the words of --indexes. */
	readonly wanted: string;
	/** First what is built, then what is dropped: at no moment does a query have fewer indexes than it needs before or after. */
	readonly changes: readonly IndexChange[];
	readonly leftOut: readonly LeftOut[];
	/** What is to be known of the evidence. */
	readonly notes: readonly string[];
}
