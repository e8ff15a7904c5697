import type {Action} from './action.ts';

export interface StepRunnerPorts {
	readonly dispatch: (action: Action) => void;
	/** Monotonic ms. */
	readonly now: () => number;
	/** What ended it, unless something else was begun since. */
	readonly failed: (error: unknown, signal: AbortSignal) => void;
}

/** What is done with the steps, one at a time: whatever is begun stops what was under way, and waits for its end. */
export interface StepRunner {
	/** @param changes - it has something to say when it is stopped */
	readonly begin: (changes: boolean, task: (signal: AbortSignal) => Promise<void>) => void;
	/** Whether this is still the signal of what is under way. */
	readonly goesOn: (signal: AbortSignal) => boolean;
	/** Whether something that changes a database is under way. */
	readonly changes: () => boolean;
	readonly stop: () => void;
	/** Resolves when nothing is under way, with whether that was something that changes a database. */
	readonly finish: () => Promise<boolean>;
}

interface Work {
	readonly abort: AbortController;
	readonly ended: Promise<void>;
	readonly changes: boolean;
}

/** How often the elapsed time is drawn anew (ms). */
const tickMs = 250;

export function createStepRunner({dispatch, now, failed}: StepRunnerPorts): StepRunner {
	let work: Work | null = null;
	return {
		begin(changes, task) {
			const before = work;
			const abort = new AbortController();
			before?.abort.abort();
			const ended = (async () => {
				await before?.ended;
				dispatch({kind: 'tick', now: now()});
				try {
					await task(abort.signal);
				} catch (error) {
					failed(error, abort.signal);
				}
			})();
			const mine: Work = {abort, ended, changes};
			work = mine;
			const ticker = setInterval(() => {
				dispatch({kind: 'tick', now: now()});
			}, tickMs);
			void ended.finally(() => {
				clearInterval(ticker);
				if (work === mine) {
					work = null;
				}
			});
		},
		goesOn: signal => work?.abort.signal === signal,
		changes: () => work?.changes === true,
		stop() {
			work?.abort.abort();
		},
		async finish() {
			const last = work;
			last?.abort.abort();
			await last?.ended;
			return last?.changes === true;
		},
	};
}
