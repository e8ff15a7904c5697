import type {Session} from '../../database/session.ts';

/** Of a table's rows without its indexes, or of one index; null where it is not there. */
export async function relationBytes(session: Session, {schema, name}: {readonly schema: string; readonly name: string}): Promise<number | null> {
	const [row] = await session.query(`select pg_catalog.pg_relation_size(c.oid)::float8 as bytes from pg_catalog.pg_class as c
		join pg_catalog.pg_namespace as n on n.oid = c.relnamespace where c.relname = $1 and n.nspname = $2`, [name, schema]);
	return typeof row?.['bytes'] === 'number' ? row['bytes'] : null;
}
