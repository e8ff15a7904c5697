import type {Session} from '../database/session.ts';
import {isTheCopyMark, theCopyTableNames} from './the-copy-mark.ts';

/**
 * absent: none of the tables; partial: some of them; ours: all of them, made by planflip (the comment on projects says
 * so); foreign: all of them, made by someone else.
 */
export type Recognition = 'absent' | 'ours' | 'foreign' | 'partial';

/**
 * Looks for The Copy's tables where unqualified names lead: on the session's search_path. Where they lie in several schemas, the mark on one of
 * them says nothing of the others: then they are foreign.
 */
export async function recogniseTheCopy(session: Session): Promise<Recognition> {
	const rows = await session.query(`
		select c.relnamespace as schema, c.relkind as kind, pg_catalog.obj_description(pg_catalog.to_regclass('projects'), 'pg_class') as comment
		from pg_catalog.unnest(pg_catalog.string_to_array($1, ',')) as name
		join pg_catalog.pg_class as c on c.oid = pg_catalog.to_regclass(pg_catalog.quote_ident(name))
	`, [theCopyTableNames.join(',')]);
	if (rows.length === 0) {
		return 'absent';
	}

	if (rows.length < theCopyTableNames.length) {
		return 'partial';
	}

	return rows.every(row => isTheCopyMark(row['comment']) && row['kind'] === 'r' && row['schema'] === rows[0]?.['schema']) ? 'ours' : 'foreign';
}
