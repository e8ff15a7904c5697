import type {Session} from '../database/session.ts';

/** After such a pause nobody knows whether the connection is still there (ms). */
const pauseMs = 15_000;
/** An empty statement is answered at once, or by nobody (ms). */
const patienceMs = 5000;

export interface Knock {
	/** Before work: after a pause the server is asked whether it is there. Rejects, and the connection is lost, when it is silent. */
	readonly before: () => Promise<void>;
	/** After work. */
	readonly after: () => void;
}

/**
 * A network that swallows packets (a laptop that slept, a VPN, a NAT that forgot) tells nobody: the operating system gives an
 * idle connection up after 11 minutes, and one with a statement under way after 15. So the first statement after a pause is an empty one.
 * No heartbeat in the pause itself: it would keep alive what idle_session_timeout is meant to end, and fill the server's log.
 * @param date - the wall clock: a monotonic one stands still while the laptop sleeps
 */
export function knock(session: Pick<Session, 'kind' | 'limited' | 'script'>, date: () => Date): Knock {
	let seenAt = date().getTime();
	const after = () => {
		seenAt = date().getTime();
	};

	return {
		async before() {
			if (session.kind === 'server' && date().getTime() - seenAt > pauseMs) {
				await session.limited(patienceMs, () => session.script(''));
				after();
			}
		},
		after,
	};
}
