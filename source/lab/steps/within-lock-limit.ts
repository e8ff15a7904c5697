import type {Session} from '../../database/session.ts';
import {PlanflipError} from '../../errors.ts';

/** While what cannot be done CONCURRENTLY waits for its lock, everybody else queues behind it: give up before it hurts. */
const limit = '2s';

/**
 * For the moments in which others have to wait: an index ON ONLY a partitioned table (SHARE on it), ATTACH PARTITION (ACCESS EXCLUSIVE on the partition's new index), and DROP INDEX
 * of the whole (ACCESS EXCLUSIVE on the table and all partitions). They take milliseconds, once the lock is there. The limit is taken back.
 */
export async function withinLockLimit(session: Session, statement: string, table: string): Promise<void> {
	await session.query(`set lock_timeout = '${limit}'`);
	try {
		await session.query(statement);
	} catch (error) {
		if (error instanceof PlanflipError && error.sqlState === '55P03') {
			throw new PlanflipError('permission', {
				message: `somebody has held a lock on ${table} for more than ${limit}, and others would have had to wait behind us`, where: statement,
				hint: 'pg_stat_activity and pg_locks tell who. Run it again when that is over.', sqlState: error.sqlState, cause: error,
			});
		}

		throw error;
	} finally {
		// Without a connection there is no limit either.
		await session.query('set lock_timeout = 0').catch(() => undefined);
	}
}
