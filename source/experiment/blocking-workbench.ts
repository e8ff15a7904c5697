import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import type {Session} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import {answeredInTime} from './answered-in-time.ts';
import {buildIndex} from './build-index.ts';
import {explain} from './explain.ts';
import type {IndexUniverse} from './index-universe.ts';
import {lockBusy, lockNotAvailable, lockTimeoutMs} from './lock-busy.ts';
import {planSwitch, type Switch} from './plan-switch.ts';
import {rungOf} from './rung.ts';
import {switchOffSql} from './switch-sql.ts';
import type {Explain, Limits, Workbench} from './workbench.ts';

/** What others may be made to wait (ms): the promise of rung 5. The server is told itself, from 17 on. */
const holdMs = 1000;
/**
 * Of that, for the locks, and to build and to drop (ms). What is left of the second beside this and the statement's own
 * limit (statement-limit.ts) is for planning times and the way there and back.
 */
const switchMs = 250;
/** One after the other, the locks of several tables took longer than switchMs. */
const timedOut = '57014';

/**
 * Rung 5: whoever uses the table waits for us, so the transaction as a whole keeps to a second. It gives way when somebody
 * holds the table, tries once more, and never a third time. Its lock_timeout is far below the usual deadlock_timeout of 1 s:
 * in a deadlock it is always planflip that steps back.
 */
export function blockingWorkbench(session: Session, universe: () => IndexUniverse, superuser: boolean): Workbench {
	const rung = rungOf(5);

	const attempt = async <T>(change: Switch, limits: Limits, work: (explain: Explain) => Promise<T>): Promise<T> => {
		try {
			await session.script(`BEGIN; SET LOCAL lock_timeout = ${lockTimeoutMs}; SET LOCAL statement_timeout = ${switchMs}; `
				+ `SET LOCAL idle_in_transaction_session_timeout = ${holdMs}; `
				+ `SELECT set_config('transaction_timeout', '${holdMs}', true) WHERE current_setting('transaction_timeout', true) IS NOT NULL`);
			await switchNow(change, limits);
			return await answeredInTime(session, limits, () => work((subject, depth) => explain(session, subject, depth)));
		} finally {
			await session.undo(change.hide.length > 0 ? 'ROLLBACK; DISCARD PLANS' : 'ROLLBACK');
		}
	};

	const switchNow = async (change: Switch, {statementMs}: Limits) => {
		try {
			for (const index of change.build) {
				await buildIndex(session, index);
				// statement_timeout is each statement's: the next one has what this one left.
				await session.script(`SELECT set_config('statement_timeout', greatest(1, ${switchMs} - extract(epoch FROM clock_timestamp() - transaction_timestamp()) * 1000)::int::text, true)`);
			}

			await session.script(`${switchOffSql(change)} SET LOCAL statement_timeout = ${statementMs}; SET LOCAL transaction_read_only = on`);
		} catch (error) {
			throw error instanceof PlanflipError && (error.sqlState === lockNotAvailable || error.sqlState === timedOut) ? new GaveWay(error) : error;
		}
	};

	return {
		executes: () => true,

		async under<T>(configuration: IndexConfiguration, limits: Limits, work: (explain: Explain) => Promise<T>): Promise<T> {
			const change = planSwitch(configuration, universe(), rung, superuser);
			for (let again = 0; ; again++) {
				try {
					return await attempt(change, limits, work);
				} catch (error) {
					if (!(error instanceof GaveWay)) {
						throw error;
					}

					// Once more, and never a loop: the second failure is the answer.
					if (again === 1) {
						throw lockBusy(error.cause);
					}
				}
			}
		},

		// Its transaction ends with each trial, and the index with it.
		toBuild: configuration => planSwitch(configuration, universe(), rung, superuser).build,

		async rest() {
			// Nothing stays open between trials.
		},
	};
}

/** The switch was not to be had in time; nothing was tried yet. */
class GaveWay extends Error {
	override readonly cause: PlanflipError;

	constructor(cause: PlanflipError) {
		super(cause.message);
		this.cause = cause;
	}
}
