import type {IndexState} from './index-state.ts';
import type {Session} from './session.ts';

type Named = Pick<IndexState, 'oid' | 'schema' | 'name'>;

/** Which of these indexes are there no more under their names: somebody dropped or renamed them. Of one that is not built (oid null) nobody knows. One round trip. */
export async function readAbsent<Index extends Named>(session: Pick<Session, 'query'>, indexes: readonly Index[]): Promise<readonly Index[]> {
	const wanted = indexes.filter(({oid}) => oid !== null);
	const rows = await session.query(`
		select w.oid::int8::float8 as oid
		from pg_catalog.json_to_recordset($1::json) as w (oid oid, schema text, name text)
		where not exists (select from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
			where c.oid = w.oid and c.relname = w.name and n.nspname = w.schema)`, [JSON.stringify(wanted.map(({oid, schema, name}) => ({oid, schema, name})))]);
	const absent = new Set(rows.map(row => row['oid']));
	return wanted.filter(({oid}) => absent.has(oid));
}
