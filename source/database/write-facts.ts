/** A column as far as writing it goes. */
export interface WriteColumn {
	/** Unquoted. */
	readonly name: string;
	/** As format_type prints it. */
	readonly type: string;
	readonly notNull: boolean;
	/** GENERATED ALWAYS AS: not to be written. */
	readonly generated: boolean;
	/** Left out of an INSERT it gets a value that no row has: an identity, a sequence, a random UUID. */
	readonly fresh: boolean;
	/** Refers to rows of another table. */
	readonly refers: boolean;
}

/** What keeps rows of a table unique; `columns` is empty where it is over expressions only. */
export interface Uniqueness {
	readonly index: string;
	readonly columns: readonly string[];
}

export interface WriteFacts {
	readonly schema: string;
	readonly name: string;
	/** r table, p partitioned table, m materialised view. */
	readonly kind: string;
	/** pg_class.reltuples, 0 where nobody has counted. */
	readonly rows: number;
	readonly columns: readonly WriteColumn[];
	readonly uniques: readonly Uniqueness[];
	/** Names of exclusion constraints. */
	readonly exclusions: readonly string[];
}
