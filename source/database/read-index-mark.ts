import type {Session} from './session.ts';

/**
 * One number that is another after any index of the user's tables was built, dropped, renamed, or became valid or INVALID; one round trip
 * without sorting, so that it can be asked before whatever is tried. Temporary tables of other sessions do not count.
 */
export async function readIndexMark(session: Pick<Session, 'query'>): Promise<string> {
	const [row] = await session.query(`
		select pg_catalog.count(*) || ' ' || coalesce(pg_catalog.sum(pg_catalog.hashtext(
			pg_catalog.concat_ws(' ', i.indexrelid, s.nspname, c.relname, i.indisvalid, i.indisready))::bigint), 0) as mark
		from pg_catalog.pg_index as i
		join pg_catalog.pg_class as c on c.oid = i.indexrelid
		join pg_catalog.pg_namespace as s on s.oid = c.relnamespace
		where s.nspname <> 'information_schema' and s.nspname not like 'pg\\_%'`);
	return typeof row?.['mark'] === 'string' ? row['mark'] : '';
}
