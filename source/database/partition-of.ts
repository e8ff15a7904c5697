import {sql} from 'kysely';

/** Of a partition `c`, at whatever level: the table at the top; null of any other. */
export const partitionOf = sql<{readonly schema: string; readonly name: string} | null>`(
	select pg_catalog.jsonb_build_object('schema', top_schema.nspname, 'name', top.relname)
	from pg_catalog.pg_class as top
	join pg_catalog.pg_namespace as top_schema on top_schema.oid = top.relnamespace
	where c.relispartition and top.oid = pg_catalog.pg_partition_root(c.oid)
)`;
