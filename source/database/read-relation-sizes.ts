import type {Session} from './session.ts';

/** A table's size on disk. */
export interface RelationSize {
	readonly schema: string;
	readonly name: string;
	/** reltuples; null before the first ANALYZE or VACUUM. */
	readonly rows: number | null;
	/** pg_table_size: heap, TOAST and maps; of a partitioned table with its partitions. */
	readonly bytes: number;
}

/** Of the user's tables, partitioned tables and materialised views. */
export async function readRelationSizes(session: Pick<Session, 'query'>): Promise<readonly RelationSize[]> {
	const rows = await session.query(`
		select n.nspname as schema, c.relname as name, c.reltuples::float8 as rows,
			case c.relkind when 'p'
				then (select coalesce(sum(pg_catalog.pg_table_size(t.relid)), 0) from pg_catalog.pg_partition_tree(c.oid) as t)
				else pg_catalog.pg_table_size(c.oid) end::float8 as bytes
		from pg_catalog.pg_class as c
		join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
		where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'
		order by 1, 2`);
	return rows.map(row => {
		const counted = Number(row['rows']);
		const bytes = Number(row['bytes']);
		// -1: nobody has counted; before PostgreSQL 14 that was 0, also of a table that is not empty.
		return {schema: String(row['schema']), name: String(row['name']), rows: counted < 0 || (counted === 0 && bytes > 0) ? null : counted, bytes};
	});
}
