import {errorLines, PlanflipError} from '../errors.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import type {Action} from './action.ts';
import type {Runner} from './runner.ts';

/** How often the counters are looked at while the monitor is open (ms); they are a second old at the best. */
export const lookEveryMs = 5000;

/** Looks at the counters again and again, whenever nothing else uses the session. */
export interface Watcher {
	readonly watch: (on: boolean) => void;
	/** The next look is now. */
	readonly hurry: () => void;
}

export interface WatcherPorts {
	readonly lab: Pick<Laboratory, 'monitor' | 'cancel'>;
	/** Looks take their turn with trials: whoever measures goes before, and stops a look that is under way. */
	readonly runner: Runner;
	readonly dispatch: (action: Action) => void;
	/** Resolves after so many ms, or as soon as the signal is aborted. */
	readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
	/** There is a connection to look through. */
	readonly connected: () => boolean;
}

/** No trial's. */
const lookId = -1;

export function createWatcher({lab, runner, dispatch, wait, connected}: WatcherPorts): Watcher {
	/** Of the monitor that is open now; null: none is. */
	let open: AbortController | null = null;
	let patience = new AbortController();

	const look = async (signal: AbortSignal) => {
		try {
			dispatch({kind: 'watched', news: {kind: 'looking'}});
			const report = await lab.monitor();
			dispatch({kind: 'watched', news: {kind: 'seen', report}});
		} catch (error) {
			// Overtaken by a trial, or the connection went and the screen tells so.
			if (!signal.aborted && connected() && !(error instanceof PlanflipError && error.kind === 'cancelled')) {
				dispatch({kind: 'watched', news: {kind: 'failed', lines: errorLines(error)}});
			}
		}
	};

	const lookAgainAndAgain = async (closed: AbortSignal) => {
		while (!closed.aborted) {
			if (!runner.idle()) {
				dispatch({kind: 'watched', news: {kind: 'paused'}});
				await Promise.race([runner.ended(), wait(lookEveryMs, closed)]);
				continue;
			}

			if (connected()) {
				runner.start(lab, lookId, look);
				await runner.ended();
			}

			patience = new AbortController();
			await wait(lookEveryMs, AbortSignal.any([closed, patience.signal]));
		}
	};

	return {
		watch(on) {
			open?.abort();
			open = on ? new AbortController() : null;
			if (open !== null) {
				void lookAgainAndAgain(open.signal);
			}
		},
		hurry() {
			patience.abort();
		},
	};
}
