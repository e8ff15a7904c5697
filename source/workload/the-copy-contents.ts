import {type SeededTable, seededTables} from '../../seeds/seed-table.ts';
import {ownSql} from '../database/own-sql.ts';
import type {Session} from '../database/session.ts';
import {readTheCopyMark} from './the-copy-mark.ts';

/** What The Copy's tables hold. Ask only where recogniseTheCopy says `ours`. */
export interface TheCopyContents {
	/** As the mark says; null when it cannot be read. */
	readonly made: {readonly scale: string; readonly seed: number} | null;
	/** Counted now. */
	readonly rows: Readonly<Record<SeededTable, number>>;
}

export async function theCopyContents(session: Session): Promise<TheCopyContents> {
	const counts = seededTables.map(table => `(select count(*) from ${table}) as ${table}`).join(', ');
	const [row = {}] = await session.query(ownSql(`select pg_catalog.obj_description('projects'::pg_catalog.regclass, 'pg_class') as mark, ${counts}`));
	const count = (table: SeededTable) => Number(row[table]);
	return {
		made: readTheCopyMark(row['mark']),
		rows: {users: count('users'), projects: count('projects'), scenes: count('scenes'), characters: count('characters'), shots: count('shots')},
	};
}
