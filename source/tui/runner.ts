import type {Laboratory} from '../lab/laboratory.ts';
import type {Action} from './action.ts';

export interface RunnerPorts {
	readonly dispatch: (action: Action) => void;
	/** Monotonic ms. */
	readonly now: () => number;
}

/** One trial at a time; a new one overtakes the one before. */
export interface Runner {
	/** `work` may resolve with the error that it met, and told. */
	readonly start: (lab: Pick<Laboratory, 'cancel'>, id: number, work: (signal: AbortSignal) => Promise<unknown>) => void;
	/** Between two statements; what runs at this moment is the session's to cancel. */
	readonly abort: () => void;
	/** Nothing runs, and nothing waits for its turn. */
	readonly idle: () => boolean;
	/** Resolves when nothing runs any more. */
	readonly ended: () => Promise<void>;
	/** Waits for what runs, or stops it on the server when it takes long. */
	readonly finish: (lab: Pick<Laboratory, 'cancel'>) => Promise<void>;
}

interface Running {
	readonly abort: AbortController;
	readonly ended: Promise<void>;
}

/** A statement that is nearly done is waited for: cancelling costs more, on PGlite more than half a second. */
const patienceMs = 150;
const tickMs = 100;

export function createRunner({dispatch, now}: RunnerPorts): Runner {
	let running: Running | null = null;
	let latest = 0;
	let waiting = 0;
	return {
		start(lab, id, work) {
			latest = id;
			const before = running;
			const abort = new AbortController();
			before?.abort.abort();
			dispatch({kind: 'tick', now: now()});
			const ended = (async () => {
				await overtake(lab, before);
				if (latest === id) {
					await work(abort.signal);
				}
			})();
			waiting++;
			running = {abort, ended};
			const ticker = setInterval(() => {
				dispatch({kind: 'tick', now: now()});
			}, tickMs);
			void ended.finally(() => {
				waiting--;
				clearInterval(ticker);
			});
		},
		idle: () => waiting === 0,
		abort() {
			running?.abort.abort();
		},
		async ended() {
			await running?.ended;
		},
		finish: async lab => overtake(lab, running),
	};
}

async function overtake(lab: Pick<Laboratory, 'cancel'>, before: Running | null): Promise<void> {
	if (before === null) {
		return;
	}

	const soon = await Promise.race([before.ended.then(() => true), rest(patienceMs).then(() => false)]);
	if (!soon) {
		await lab.cancel().catch(() => undefined);
		await before.ended;
	}
}

/** Resolves after so many ms, or as soon as the signal is aborted. */
export async function rest(ms: number, signal?: AbortSignal): Promise<void> {
	await new Promise<void>(resolve => {
		const timer = setTimeout(resolve, ms);
		signal?.addEventListener('abort', () => {
			clearTimeout(timer);
			resolve();
		}, {once: true});
	});
}
