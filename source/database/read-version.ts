import {PlanflipError} from '../errors.ts';
import type {Session} from './session.ts';

/** The first version whose EXPLAIN reports WAL, and planning buffers. */
const oldest = 130_000;

/** 180004 for 18.4. Rejects with a `connection` PlanflipError for a server older than PostgreSQL 13: ask before anything else is done there. */
export async function readVersion(session: Pick<Session, 'label' | 'query'>): Promise<number> {
	const [row] = await session.query('select pg_catalog.current_setting(\'server_version_num\')::int as number, pg_catalog.current_setting(\'server_version\') as version');
	const number = Number(row?.['number']);
	if (number < oldest) {
		throw new PlanflipError('connection', {
			message: `PostgreSQL ${String(row?.['version'])} is too old: its EXPLAIN does not tell what planflip shows`,
			where: session.label,
			hint: 'Use PostgreSQL 13 or later.',
		});
	}

	return number;
}
