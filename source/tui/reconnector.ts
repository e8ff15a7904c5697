import {errorLines, type PlanflipError} from '../errors.ts';
import type {Action} from './action.ts';

export interface ReconnectorPorts {
	readonly dispatch: (action: Action) => void;
	/** Monotonic ms. */
	readonly now: () => number;
	/** Resolves after `ms`, or as soon as the signal is aborted. */
	readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
	/** One attempt; what is there afterwards. */
	readonly reopen: () => Promise<Extract<Action, {kind: 'reopened'}>>;
}

export interface Reconnector {
	/** The connection is lost: tries until it is there again. */
	readonly begin: (loss: PlanflipError) => void;
	/** The next try is now. */
	readonly hurry: () => void;
	readonly stop: () => void;
}

const longestMs = 15_000;

/** The wait after so many failures: 1, 2, 4, 8, 15, 15 ... s. */
export function reconnectDelay(failures: number): number {
	return Math.min(longestMs, 1000 * 2 ** (failures - 1));
}

/** Tries to connect, at once and then with a growing delay, for as long as it takes; the screen hears of every step. */
export function createReconnector({dispatch, now, wait, reopen}: ReconnectorPorts): Reconnector {
	let trying = false;
	let stopped = false;
	let pause = new AbortController();

	const tryUntilThere = async () => {
		for (let failures = 1; !stopped; failures++) {
			dispatch({kind: 'reconnecting', nextAt: null, problem: null});
			try {
				const reopened = await reopen();
				trying = false;
				dispatch(reopened);
				return;
			} catch (error) {
				const delay = reconnectDelay(failures);
				pause = new AbortController();
				dispatch({kind: 'tick', now: now()});
				dispatch({kind: 'reconnecting', nextAt: now() + delay, problem: errorLines(error)[0] ?? null});
				await wait(delay, pause.signal);
			}
		}
	};

	return {
		begin(loss) {
			// A connection that is lost again while the database is looked over is one more failure.
			if (!trying && !stopped) {
				trying = true;
				dispatch({kind: 'lost', why: loss.message});
				void tryUntilThere();
			}
		},
		hurry() {
			pause.abort();
		},
		stop() {
			stopped = true;
			pause.abort();
		},
	};
}
