import {homedir} from 'node:os';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import type {Surface} from './commands/settings.ts';
import {sanitise} from './text/plain.ts';

/**
 * What JSON leaves as it is and a terminal obeys: C1 controls (U+009B begins a sequence as ESC [ does) and the marks that turn a line
 * round. Plain text has none of them left; in JSON the escape means the same.
 */
const steering = /[\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu;
const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** What no report of ours has: controls but the ends of lines and tabs. In JSON they are escaped already. */
const controls = /[\u0000-\u0008\u000B-\u001F]/gu;
const pictured = (character: string) => String.fromCodePoint(0x24_00 + character.charCodeAt(0));

/** A letter quotes what is wrong, and that may be anything. */
const longestLine = 10_000;

/** The fuse box: the only place that knows where things are and what time it is. */
export function compose(): Surface {
	// A terminal that vanishes is the screen's affair.
	if (!process.stdout.isTTY) {
		process.stdout.on('error', leaveWhenUnread);
	}

	return {
		env: process.env,
		home: homedir(),
		// Beside the bundle, as in the repository.
		queries: fileURLToPath(new URL('../queries', import.meta.url)),
		workerUrl: new URL('./pglite-worker.js', import.meta.url),
		clock: {date: () => new Date(), ms: () => performance.now()},
		print(text) {
			process.stdout.write(`${text.replaceAll(controls, pictured).replaceAll(steering, escaped)}\n`);
		},
		tell(text) {
			process.stderr.write(`${text.split('\n').map(line => sanitise(line, {maxLength: longestLine})).join('\n')}\n`);
		},
		stdin: process.stdin,
		stdout: process.stdout,
		stderr: process.stderr,
	};
}

/** `planflip explain FILE | head`: whoever read our output has seen enough. */
function leaveWhenUnread(error: NodeJS.ErrnoException): void {
	if (error.code !== 'EPIPE') {
		throw error;
	}

	process.exit(0);
}
