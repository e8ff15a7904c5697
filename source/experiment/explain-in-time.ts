import type {Session} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import {explain} from './explain.ts';
import type {Explain, Limits} from './workbench.ts';

/** EXPLAIN that ends within its limit. */
export interface TimedExplain {
	readonly explain: Explain;
	/** Resolves when the session is usable again after a statement was stopped; at once when none was. To be awaited when all is rolled back. */
	readonly recovered: () => Promise<void>;
}

/**
 * PGlite ignores statement_timeout, so there a statement is stopped from here, the way Esc stops it: its folder is opened again, and what the
 * open transaction had built is built anew. The error is the one of a server's own statement_timeout: SQLSTATE 57014.
 */
export function explainInTime(session: Session, {statementMs}: Limits, say: Explain = (subject, depth) => explain(session, subject, depth)): TimedExplain {
	if (session.kind === 'server' || statementMs === 0) {
		return {explain: say, recovered: () => Promise.resolve()};
	}

	let recovery: Promise<void> = Promise.resolve();
	return {
		recovered: () => recovery,
		async explain(subject, depth) {
			let late = false;
			const timer = setTimeout(() => {
				late = true;
				// A folder that does not open again is for the next call to tell.
				recovery = session.cancel().catch(() => undefined);
			}, statementMs);
			try {
				return await say(subject, depth);
			} catch (error) {
				throw late && error instanceof PlanflipError && error.kind === 'cancelled'
					? new PlanflipError('cancelled', {message: `the statement was stopped after ${statementMs} ms`, sqlState: '57014', cause: error})
					: error;
			} finally {
				clearTimeout(timer);
			}
		},
	};
}
