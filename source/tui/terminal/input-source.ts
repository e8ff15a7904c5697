import type {InputEvent} from './input-event.ts';
import {createStdinParser} from './stdin-parser.ts';
import type {TerminalInput} from './terminal-port.ts';

export interface InputSource {
	/** Everything the user does from now on; returns how to stop listening. */
	readonly subscribe: (listener: (event: InputEvent) => void) => () => void;
	/** Stops reading the terminal. */
	close(): void;
}

/** An Escape followed by nothing for this long was the key, not the start of a sequence. Slow lines deliver sequences in pieces. */
const escapeDelay = 50;

/** The one reader of the terminal's input. Raw mode is the screen's business. */
export function openInputSource(stdin: TerminalInput): InputSource {
	const parser = createStdinParser();
	const listeners = new Set<(event: InputEvent) => void>();
	let timer: NodeJS.Timeout | undefined;

	const tell = (events: readonly InputEvent[]): void => {
		for (const event of events) {
			for (const listener of [...listeners]) {
				listener(event);
			}
		}
	};

	const read = (chunk: Uint8Array | string): void => {
		clearTimeout(timer);
		tell(parser.push(chunk));
		if (parser.isWaiting) {
			timer = setTimeout(() => {
				tell(parser.flush());
			}, escapeDelay);
		}
	};

	stdin.on('data', read);
	stdin.resume();
	return {
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		close() {
			clearTimeout(timer);
			stdin.off('data', read);
			stdin.pause();
			listeners.clear();
		},
	};
}
