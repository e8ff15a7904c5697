import type {Session} from './session.ts';

/** The parts of a partitioned table's index, all levels down, by schema and name. */
export async function readParts(session: Pick<Session, 'query'>, oid: number): Promise<ReadonlyArray<{readonly oid: number; readonly name: string}>> {
	const rows = await session.query(`
		with recursive part as (
			select h.inhrelid as oid from pg_catalog.pg_inherits as h where h.inhparent = $1::int8::oid
			union all
			select h.inhrelid from part join pg_catalog.pg_inherits as h on h.inhparent = part.oid
		)
		select c.oid::int8 as oid, n.nspname as schema, c.relname as name
		from part
		join pg_catalog.pg_class as c on c.oid = part.oid
		join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
		order by 2, 3`, [oid]);
	return rows.map(row => ({oid: Number(row['oid']), name: `${String(row['schema'])}.${String(row['name'])}`}));
}
