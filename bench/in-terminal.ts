import process from 'node:process';
import {spawn} from '@lydell/node-pty';

export interface TerminalOptions {
	/** Where planflip keeps its database. */
	readonly cache: string;
	/** What to look for in all that is written. */
	readonly marks: readonly RegExp[];
	/** What is done when the last mark was seen: the program is killed, or asked to leave. */
	readonly end?: 'kill' | 'q';
}

/** Runs node in a pseudo-terminal of 120x40: ms from the spawn to each mark, in order, and at last to its end. */
export async function inTerminal(args: readonly string[], {cache, marks, end = 'kill'}: TerminalOptions): Promise<readonly number[]> {
	const env = Object.fromEntries(Object.entries({
		...process.env, CI: 'false', TERM: 'xterm-256color', XDG_CACHE_HOME: cache, XDG_STATE_HOME: cache, DATABASE_URL: undefined, NODE_ENV: undefined,
	}).filter((entry): entry is [string, string] => entry[1] !== undefined));
	const start = performance.now();
	const child = spawn(process.execPath, [...args], {name: 'xterm-256color', cols: 120, rows: 40, env});
	const seen: number[] = [];
	let written = '';
	child.onData(data => {
		written += data;
		const before = seen.length;
		while (seen.length < marks.length && marks[seen.length]?.test(written) === true) {
			seen.push(performance.now() - start);
		}

		if (seen.length === marks.length && before < marks.length) {
			if (end === 'kill') {
				child.kill('SIGKILL');
			} else {
				child.write('q\r'); // whoever reads whole lines only gets one
			}
		}
	});
	await new Promise<void>(resolve => {
		child.onExit(() => {
			resolve();
		});
	});
	if (seen.length < marks.length) {
		throw new Error(`node ${args.join(' ')} ended without ${String(marks[seen.length])}: ${written}`);
	}

	return [...seen, performance.now() - start];
}
