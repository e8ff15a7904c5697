import {EventEmitter} from 'node:events';
import type {TerminalOutput} from '../../source/tui/terminal/terminal-port.ts';

/** A terminal that shows nothing, and knows when something was written to it. */
export interface CountingTerminal {
	readonly output: TerminalOutput;
	/** Everything written since the start. */
	readonly written: readonly string[];
	/** Resolves when there are more writes than `count`; after 100 ms all the same, as some keys change nothing. */
	readonly moreThan: (count: number) => Promise<void>;
}

export function countingTerminal(columns: number, rows: number): CountingTerminal {
	const events = new EventEmitter();
	const written: string[] = [];
	return {
		output: {
			columns,
			rows,
			write(data) {
				written.push(data);
				events.emit('write');
			},
			on: () => undefined,
			off: () => undefined,
		},
		written,
		moreThan: count => new Promise(resolve => {
			if (written.length > count) {
				resolve();
				return;
			}

			const done = () => {
				clearTimeout(timer);
				events.off('write', done);
				resolve();
			};

			const timer = setTimeout(done, 100);
			events.once('write', done);
		}),
	};
}
