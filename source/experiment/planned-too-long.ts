import {PlanflipError} from '../errors.ts';
import {formatMs} from '../text/duration.ts';

/** A user's cancel comes with the same SQLSTATE, only sooner. */
const stopped = '57014';

/** The letter to whoever could not be planned within its limit; null where it failed by something else. In ms: the limit, and how long it took. */
export function plannedTooLong(error: unknown, {statementMs}: {readonly statementMs: number}, tookMs: number): PlanflipError | null {
	return error instanceof PlanflipError && error.sqlState === stopped && tookMs >= statementMs * 0.9
		? new PlanflipError('input', {message: `planning it took longer than ${formatMs(statementMs)}`, where: error.where, sqlState: stopped, cause: error})
		: null;
}
