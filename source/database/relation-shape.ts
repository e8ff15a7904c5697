/** A column as far as an index could be made of it. */
export interface ColumnShape {
	/** Unquoted. */
	readonly name: string;
	/** As format_type prints it: `character varying(20)`. */
	readonly type: string;
	/** Bytes of a value on average (pg_stats.avg_width); null before the first ANALYZE, or where the user may not read the column. */
	readonly width: number | null;
}

/** A table, partitioned table, materialised view or view with its columns. */
export interface RelationShape {
	readonly schema: string;
	readonly name: string;
	/** Its name alone leads to it, by the session's search_path. */
	readonly visible: boolean;
	/** Of a partition, at whatever level: the table at the top, which its indexes belong to. */
	readonly partitionOf: {readonly schema: string; readonly name: string} | null;
	/** pg_class.reltuples, of a partitioned table with its partitions; 0 where nobody has counted. */
	readonly rows: number;
	/** Of a view: its query. */
	readonly query: string | null;
	readonly columns: readonly ColumnShape[];
}
