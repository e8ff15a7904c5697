import process from 'node:process';

const signalCodes = {SIGINT: 130, SIGTERM: 143, SIGHUP: 129} as const;
/** A server that does not answer must not keep the process alive. */
const closeWithinMs = 2000;

export interface Signals {
	/** Aborted by the first signal; the second ends the process at once. */
	readonly signal: AbortSignal;
	/** The exit code that the signal asks for; null when none came. */
	readonly stoppedBy: () => number | null;
	readonly dispose: () => void;
}

/** @param withinMs - after this time the process ends, whatever is not answered yet */
export function heedSignals(withinMs: number = closeWithinMs): Signals {
	const abort = new AbortController();
	let stoppedBy: number | null = null;
	const listeners = Object.entries(signalCodes).map(([name, code]) => {
		const listener = () => {
			if (stoppedBy !== null) {
				process.exit(code);
			}

			stoppedBy = code;
			abort.abort();
			setTimeout(() => process.exit(code), withinMs).unref();
		};

		process.on(name, listener);
		return {name, listener};
	});
	return {
		signal: abort.signal,
		stoppedBy: () => stoppedBy,
		dispose() {
			for (const {name, listener} of listeners) {
				process.off(name, listener);
			}
		},
	};
}
