import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import type {Session} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import {buildIndex} from './build-index.ts';
import type {IndexUniverse} from './index-universe.ts';
import {planSwitch} from './plan-switch.ts';
import type {Rung} from './rung.ts';
import {switchOffSql} from './switch-sql.ts';
import type {Limits, Workbench} from './workbench.ts';

const lockNotAvailable = '55P03';
/** While DROP waits for its lock, every other statement on the table queues behind it: give up before anybody notices. */
const lockTimeoutMs = 100;

/**
 * Rungs 2, 5 and 6: a database that others use. One short transaction per trial, rolled back at once; never idle in a
 * transaction while the user thinks, because switching again costs less than a millisecond.
 */
export function sharedWorkbench(session: Session, universe: () => IndexUniverse, rung: Rung, superuser: boolean): Workbench {
	const attempt = async <T>(configuration: IndexConfiguration, statementMs: number, work: () => Promise<T>): Promise<T> => {
		const change = planSwitch(configuration, universe(), rung, superuser);
		const generation = session.generation;
		try {
			await session.script(`BEGIN; SET LOCAL lock_timeout = ${lockTimeoutMs}; SET LOCAL statement_timeout = ${statementMs}; `
				+ 'SET LOCAL idle_in_transaction_session_timeout = 10000');
			for (const index of change.build) {
				await buildIndex(session, index);
			}

			await session.script(`${switchOffSql(change)} SET LOCAL transaction_read_only = on`);
			return await work();
		} finally {
			if (session.generation === generation) {
				await session.script(change.hide.length > 0 ? 'ROLLBACK; DISCARD PLANS' : 'ROLLBACK').catch(() => undefined);
			}
		}
	};

	return {
		async under<T>(configuration: IndexConfiguration, {statementMs}: Limits, work: () => Promise<T>): Promise<T> {
			try {
				return await attempt(configuration, statementMs, work);
			} catch (error) {
				if (!isLockTimeout(error)) {
					throw error;
				}
			}

			// Once more, and never a loop: the second failure is the answer.
			try {
				return await attempt(configuration, statementMs, work);
			} catch (error) {
				throw isLockTimeout(error) ? busy(error) : error;
			}
		},

		// Its transaction ends with each trial, and the index with it.
		toBuild: configuration => rung.number === 5 ? universe().indexes.filter(index => !index.built && configuration.on.has(index.key)) : [],

		async rest() {
			// Nothing stays open between trials.
		},
	};
}

function isLockTimeout(error: unknown): boolean {
	return error instanceof PlanflipError && error.sqlState === lockNotAvailable;
}

function busy(cause: unknown): PlanflipError {
	return new PlanflipError('permission', {
		message: `another session holds a lock that the flip needs; planflip waited ${lockTimeoutMs} ms, twice, and gave way`,
		hint: 'try again when that session is done; nothing was changed',
		cause,
	});
}
