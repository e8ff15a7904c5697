/** A column as far as writing it goes. */
export interface WriteColumn {
	/** Unquoted. */
	readonly name: string;
	/** What it is GENERATED ALWAYS AS, as Postgres prints it: not to be written itself. null: it is written. */
	readonly generated: string | null;
}

export interface WriteFacts {
	readonly schema: string;
	readonly name: string;
	/** r table, p partitioned table, m materialised view, as in pg_class.relkind. */
	readonly kind: string;
	/** pg_class.reltuples, with those of its partitions; 0 where nobody has counted. */
	readonly rows: number;
	/** On disk, with TOAST and partitions, without indexes. */
	readonly bytes: number;
	/** How full INSERT may make its pages, percent. */
	readonly fillfactor: number;
	readonly columns: readonly WriteColumn[];
	/** Columns that are unique together, of each index that keeps rows apart; those only its expressions mention are among them. */
	readonly uniques: ReadonlyArray<readonly string[]>;
}
