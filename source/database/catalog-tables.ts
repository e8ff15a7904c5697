/**
 * The system catalogue, as far as planflip reads it. Every name is qualified, so that no search_path can put another
 * table in its place. https://www.postgresql.org/docs/current/catalogs.html
 */
export interface CatalogTables {
	readonly 'pg_catalog.pg_namespace': {readonly oid: number; readonly nspname: string};
	readonly 'pg_catalog.pg_class': {
		readonly oid: number;
		readonly relname: string;
		readonly relnamespace: number;
		readonly relam: number;
		readonly relowner: number;
		/** r table, p partitioned table, m materialised view, i index, I partitioned index. */
		readonly relkind: string;
		readonly relispartition: boolean;
	};
	readonly 'pg_catalog.pg_am': {readonly oid: number; readonly amname: string};
	readonly 'pg_catalog.pg_index': {
		readonly indexrelid: number;
		readonly indrelid: number;
		/** Columns with INCLUDE's. */
		readonly indnatts: number;
		/** Key columns only. */
		readonly indnkeyatts: number;
		readonly indisunique: boolean;
		readonly indisvalid: boolean;
		readonly indisready: boolean;
	};
	readonly 'pg_catalog.pg_constraint': {
		readonly oid: number;
		readonly conname: string;
		/** The index it rests on: its own, or, for a foreign key (f), the referenced table's. */
		readonly conindid: number;
		/** p primary key, u unique, x exclusion, f foreign key. */
		readonly contype: string;
	};
	readonly 'pg_catalog.pg_stat_user_tables': {readonly relid: number; readonly n_live_tup: number; readonly n_mod_since_analyze: number};
	readonly 'pg_catalog.pg_stat_user_indexes': {readonly indexrelid: number; readonly idx_scan: number};
}
