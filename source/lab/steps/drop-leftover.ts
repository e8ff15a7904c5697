import {quoteIdentifier} from '../../database/quote-identifier.ts';
import {type IndexNow, readIndexNow} from '../../database/read-index-now.ts';
import type {Session} from '../../database/session.ts';
import {PlanflipError} from '../../errors.ts';
import {type IndexToBuild, qualified} from './index-to-build.ts';

export function dropLeftoverSql(one: IndexToBuild, embedded: boolean): string {
	return `DROP INDEX ${embedded ? '' : 'CONCURRENTLY '}IF EXISTS ${qualified(one)}`;
}

/**
 * Drops the INVALID index that a failed build has left, unless somebody is building it right now: that takes the same lock, and would have
 * us wait, and then drop a good one.
 */
export async function dropLeftover(session: Session, one: IndexToBuild, leftover: IndexNow, embedded: boolean): Promise<void> {
	if (!embedded) {
		await refuseWhileAtWork(session, one);
	}

	const now = await readIndexNow(session, one.schema, one.name);
	if (now?.oid === leftover.oid && !now.valid) {
		await session.query(dropLeftoverSql(one, embedded));
	} else if (now !== null) {
		throw new PlanflipError('permission', {message: `${one.name} was INVALID a moment ago, and is not any more: somebody else is at work on it`, hint: 'Run planflip apply-indexes again when they are done.'});
	}
}

/**
 * CREATE INDEX CONCURRENTLY holds SHARE UPDATE EXCLUSIVE on the table to its end. So does autovacuum, which gives way when somebody has waited
 * deadlock_timeout (1 s); nobody reading or writing queues behind us meanwhile.
 */
async function refuseWhileAtWork(session: Session, {schema, table, name}: IndexToBuild): Promise<void> {
	try {
		await session.script(`begin; set local lock_timeout = '2s'; lock table ${quoteIdentifier(schema)}.${quoteIdentifier(table)} in share update exclusive mode; rollback`);
	} catch (error) {
		await session.undo('rollback');
		if (error instanceof PlanflipError && error.sqlState === '55P03') {
			throw new PlanflipError('permission', {
				message: `${name} is INVALID, and somebody holds a lock on ${schema}.${table}, as whoever is building it would: it is not dropped`,
				hint: 'pg_stat_progress_create_index tells who builds. Run planflip apply-indexes again when that is over.',
				cause: error,
			});
		}

		throw error;
	}
}
