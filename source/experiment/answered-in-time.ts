import type {Session} from '../database/session.ts';
import type {Limits} from './workbench.ts';

/** How much longer than statement_timeout an answer may take (ms): a server that swaps is slow, a dead network is silent. */
const graceMs = 10_000;

/**
 * A statement that statement_timeout ends is answered. Where no answer comes even so, something between swallowed it, and
 * waiting on would be for ever. PGlite knows no statement_timeout, and nothing stands between.
 */
export async function answeredInTime<T>(session: Session, {statementMs}: Limits, work: () => Promise<T>): Promise<T> {
	return session.kind === 'server' && statementMs > 0 ? session.limited(statementMs + graceMs, work) : work();
}
