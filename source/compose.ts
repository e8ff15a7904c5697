import {homedir} from 'node:os';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import type {Surface} from './commands/settings.ts';

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
			process.stdout.write(`${text}\n`);
		},
		tell(text) {
			process.stderr.write(`${text}\n`);
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
