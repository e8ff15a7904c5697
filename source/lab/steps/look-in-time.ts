import type {Session} from '../../database/session.ts';
import {PlanflipError} from '../../errors.ts';

/** Sizes and definitions take the lightest of locks, for which a moment is enough unless a table is being rebuilt. */
const limit = '5s';

/** Looks at tables and indexes, unless somebody keeps a table from being looked at. The session's own limit is put back. */
export async function lookInTime<T>(session: Session, look: () => Promise<T>): Promise<T> {
	const [row] = await session.query('select pg_catalog.current_setting(\'lock_timeout\') as before, pg_catalog.set_config(\'lock_timeout\', $1, false)', [limit]);
	try {
		return await look();
	} catch (error) {
		if (error instanceof PlanflipError && error.sqlState === '55P03') {
			const tables = await lockedTables(session).catch(() => []);
			throw new PlanflipError('permission', {
				message: `${tables.length === 0 ? 'A table' : tables.join(', ')} cannot be looked at: somebody has held an ACCESS EXCLUSIVE lock for more than ${limit}.`,
				hint: 'pg_stat_activity and pg_locks tell who. Run it again when that is over; nothing was measured.', sqlState: error.sqlState, cause: error,
			});
		}

		throw error;
	} finally {
		// Without a connection there is no limit either.
		await session.query('select pg_catalog.set_config(\'lock_timeout\', $1, false)', [String(row?.['before'])]).catch(() => undefined);
	}
}

async function lockedTables(session: Session): Promise<readonly string[]> {
	const rows = await session.query(`
		select distinct c.relname as name
		from pg_catalog.pg_locks as l join pg_catalog.pg_class as c on c.oid = l.relation
		where l.mode = 'AccessExclusiveLock' and l.granted and l.database = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
			and c.relkind in ('r', 'p', 'm')
		order by 1`);
	return rows.map(row => String(row['name']));
}
