import type {Session} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import {explain} from './explain.ts';
import type {Explain, Limits} from './workbench.ts';

/** What ends within its limit. */
export interface TimedWork {
	readonly within: <T>(work: () => Promise<T>) => Promise<T>;
	/** Resolves when the session is usable again after a statement was stopped; at once when none was. To be awaited when all is rolled back. */
	readonly recovered: () => Promise<void>;
}

/**
 * PGlite ignores statement_timeout, so there a statement is stopped from here, the way Esc stops it: its folder is opened again, and what the
 * open transaction had built is built anew. The error is the one of a server's own statement_timeout: SQLSTATE 57014.
 */
export function inTime(session: Session, {statementMs}: Limits): TimedWork {
	if (session.kind === 'server' || statementMs === 0) {
		return {within: work => work(), recovered: () => Promise.resolve()};
	}

	let recovery: Promise<void> = Promise.resolve();
	return {
		recovered: () => recovery,
		async within(work) {
			let late = false;
			const timer = setTimeout(() => {
				late = true;
				// A folder that does not open again is for the next call to tell.
				recovery = session.cancel().catch(() => undefined);
			}, statementMs);
			try {
				return await work();
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

/** EXPLAIN that ends within its limit. */
export interface TimedExplain extends Pick<TimedWork, 'recovered'> {
	readonly explain: Explain;
}

export function explainInTime(session: Session, limits: Limits, say: Explain = (subject, depth) => explain(session, subject, depth)): TimedExplain {
	const {within, recovered} = inTime(session, limits);
	return {explain: (subject, depth) => within(() => say(subject, depth)), recovered};
}
