import type {Session} from '../database/session.ts';
import {isTheCopyMark, theCopyTableNames} from './the-copy-mark.ts';

/**
 * absent: none of the tables; partial: some of them; ours: all of them, made by planflip (the comment on projects says
 * so); foreign: all of them, made by someone else.
 */
export type Recognition = 'absent' | 'ours' | 'foreign' | 'partial';

/** Looks for The Copy's tables where unqualified names lead: on the session's search_path. */
export async function recogniseTheCopy(session: Session): Promise<Recognition> {
	const rows = await session.query(`
		select pg_catalog.to_regclass(pg_catalog.quote_ident(name)) is not null as present,
			pg_catalog.obj_description(pg_catalog.to_regclass('projects'), 'pg_class') as comment
		from pg_catalog.unnest(pg_catalog.string_to_array($1, ',')) as name
	`, [theCopyTableNames.join(',')]);
	const present = rows.filter(row => row['present'] === true).length;
	if (present === 0) {
		return 'absent';
	}

	if (present < theCopyTableNames.length) {
		return 'partial';
	}

	return rows.some(row => isTheCopyMark(row['comment'])) ? 'ours' : 'foreign';
}
