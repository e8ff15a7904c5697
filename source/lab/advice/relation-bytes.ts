import type {Session} from '../../database/session.ts';

/** Of a table's rows without its indexes, or of one index; null where it is not there. Without a schema: the one that the search path leads to. */
export async function relationBytes(session: Session, {schema, name}: {readonly schema: string | null; readonly name: string}): Promise<number | null> {
	const [row] = await session.query(`select pg_catalog.pg_relation_size(c.oid)::float8 as bytes from pg_catalog.pg_class as c
		join pg_catalog.pg_namespace as n on n.oid = c.relnamespace where c.relname = $1 and case when $2::text is null then pg_catalog.pg_table_is_visible(c.oid) else n.nspname = $2 end`, [name, schema]);
	return typeof row?.['bytes'] === 'number' ? row['bytes'] : null;
}
