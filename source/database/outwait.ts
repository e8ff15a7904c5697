import {within} from './within.ts';

/** What shows that somebody is at work, however slowly. */
export interface SignsOfLife {
	/** How often something was heard of it. */
	readonly heard: () => number;
	/** How long it was not idle (ms). */
	readonly busyMs: () => number;
	/** The processor's time that was spent (ms): on a machine that others use too, less than that of the clock. */
	readonly cpuMs: () => number;
}

export interface Patience {
	/** How long nothing at all may happen (ms). */
	readonly silentMs: number;
	/** How much of the processor it may take (ms): a loop without an end takes all it can get. */
	readonly cpuMs: number;
}

/** Of the time without a word, so much busy is a sign of life. */
const leastBusy = 0.01;

/**
 * Waits as long as there is a sign of life, not as long as the clock says: what takes a second on an idle machine takes a minute on a busy one.
 * Resolves with null when it came to its end, else with why it is given up. Rejects as the promise does.
 */
export async function outwait(promise: Promise<unknown>, {heard, busyMs, cpuMs}: SignsOfLife, patience: Patience): Promise<string | null> {
	const spentBefore = cpuMs();
	for (;;) {
		const [heardBefore, busyBefore] = [heard(), busyMs()];
		if (await within(patience.silentMs, promise)) {
			return null;
		}

		if (cpuMs() - spentBefore >= patience.cpuMs) {
			return `no end after ${Math.round(patience.cpuMs / 1000)} s of computing`;
		}

		if (heard() === heardBefore && busyMs() - busyBefore < patience.silentMs * leastBusy) {
			return `no sign of life for ${Math.round(patience.silentMs / 1000)} s`;
		}
	}
}
