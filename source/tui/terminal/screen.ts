import {writeSync} from 'node:fs';
import process from 'node:process';
import {errorLines, exitCodeOf, PlanflipError} from '../../errors.ts';
import {sanitise} from '../../text/plain.ts';
import type {TerminalInput, TerminalOutput} from './terminal-port.ts';

export interface ScreenOptions {
	readonly stdin: TerminalInput & {setRawMode(raw: boolean): unknown; on(event: 'end', listener: () => void): unknown; on(event: 'error', listener: (error: Error) => void): unknown};
	readonly stdout: TerminalOutput & {readonly fd: number; on(event: 'error', listener: (error: Error) => void): unknown};
	/** The terminal is ours again and shows nothing of ours: write everything. */
	readonly onResume: () => void;
	/** Stops what would outlive the process, on a server that is; resolves with what is to be told of it. It has `patience()` ms, then the process ends anyway. */
	readonly cleanUp: () => Promise<readonly string[]>;
	/** Absent or undefined: 2 s. */
	readonly patience?: () => number | undefined;
	/** For tests; ends the process by default. */
	readonly exit?: (code: number) => void;
}

/** The terminal while planflip has it. Everything written to it goes through `output`. */
export interface Screen {
	/** The terminal for `mountApp`: silent while suspended, and for ever after `leave()`. */
	readonly output: TerminalOutput;
	/** Gives the terminal back as it was; doing it twice does no harm. */
	readonly leave: () => void;
	/** What Ctrl-Z does elsewhere: gives the terminal back and stops; `fg` enters again and calls `onResume`. */
	readonly suspend: () => void;
	/** Leaves, cleans up, ends the process. A second call, or a signal meanwhile, ends it at once. */
	readonly exit: (code: number) => void;
	/** Leaves, shows the error on the main screen (the stack of a bug), and ends with its exit code: 70 for a bug. */
	readonly crash: (error: unknown) => void;
}

/** ms */
const cleanUpLimit = 2000;

// 1049: the alternate screen, with the cursor saved. 25: the cursor. 2004: bracketed paste.
const enterFirst = '\u001B[?1049h\u001B[2J\u001B[H\u001B[?25l\u001B[?2004h';
/** The alternate screen is empty when entered: a clear would only flash. */
const enterAgain = '\u001B[?1049h\u001B[H\u001B[?25l\u001B[?2004h';
// 7, 2026: in case a frame was cut off in the middle.
const leaveSequence = '\u001B[?2026l\u001B[?7h\u001B[0m\u001B[?2004l\u001B[?25h\u001B[?1049l';

function codeOf(error: unknown): unknown {
	return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** EPIPE, EIO: whoever read our output, or typed, is gone. Writing an error message would only make the next one. */
function isVanished(error: unknown): boolean {
	const code = codeOf(error);
	return code === 'EPIPE' || code === 'EIO' || code === 'ENXIO' || code === 'EBADF';
}

/** Writes at once, past any queue; false when nobody is there any more. */
function writeNow(fd: number, data: string): boolean {
	let rest = Buffer.from(data);
	for (let attempt = 0; rest.length > 0 && attempt < 100; attempt++) {
		try {
			rest = rest.subarray(writeSync(fd, rest));
		} catch (error) {
			if (codeOf(error) !== 'EAGAIN') {
				return false;
			}

			// A terminal slower than we are: give it a moment.
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
		}
	}

	return rest.length === 0;
}

/** What was stopped on the way out, on the main screen. */
function tellFarewell(lines: readonly string[]): void {
	if (lines.length > 0) {
		writeNow(2, `planflip: ${lines.map(line => sanitise(line)).join('\n  ')}\n`);
	}
}

function crashText(error: unknown): string {
	if (error instanceof PlanflipError && error.kind !== 'bug') {
		return errorLines(error).map(line => sanitise(line)).join('\n');
	}

	const stack = error instanceof Error ? error.stack ?? error.message : String(error);
	const cause = error instanceof Error && error.cause !== undefined ? `\ncaused by ${crashText(error.cause)}` : '';
	return stack + cause;
}

/** Takes the terminal: alternate screen, raw mode, signals, crashes. From here on every way out of the process gives it back. */
export function openScreen({stdin, stdout, onResume, cleanUp, patience, exit = code => process.exit(code)}: ScreenOptions): Screen {
	let state: 'entered' | 'suspended' | 'left' = 'left';
	let ending = false;
	let hasVanished = false;

	const setRawMode = (raw: boolean): void => {
		try {
			stdin.setRawMode(raw);
		} catch {
			// The terminal is gone, and its mode with it.
		}
	};

	const enter = (sequence: string): void => {
		setRawMode(true);
		writeNow(stdout.fd, sequence);
		state = 'entered';
	};

	const giveBack = (next: 'suspended' | 'left'): void => {
		const wasEntered = state === 'entered';
		state = next; // first: each step below may raise, or emit, the error that brings us here again
		if (wasEntered) {
			hasVanished ||= !writeNow(stdout.fd, leaveSequence);
			setRawMode(false);
		}
	};

	const leave = (): void => {
		giveBack('left');
	};

	const finish = (code: number): void => {
		if (hasVanished) {
			// Node resets the terminal when it exits, and aborts where there is none any more: go the way a hangup goes, 129 to a shell.
			process.removeAllListeners('SIGHUP');
			process.kill(process.pid, 'SIGHUP');
		}

		exit(code);
	};

	const end = (code: number): void => {
		if (ending) {
			finish(code);
			return;
		}

		ending = true;
		leave();
		const timer = setTimeout(() => {
			finish(code);
		}, patience?.() ?? cleanUpLimit);
		cleanUp().then(tellFarewell, () => undefined).finally(() => {
			clearTimeout(timer);
			finish(code);
		});
	};

	/** A terminal that goes away says so several times: a signal, an end of input, an error for each write. Once is enough. */
	const hangUp = (): void => {
		if (!ending) {
			end(129);
		}
	};

	const crash = (error: unknown): void => {
		if (isVanished(error)) {
			hasVanished = true;
			hangUp();
			return;
		}

		leave();
		if (!ending) {
			writeNow(2, `planflip: ${crashText(error)}\n`);
		}

		end(exitCodeOf(error));
	};

	const suspend = (): void => {
		giveBack('suspended');
		// The whole group, as the terminal's own Ctrl-Z does: stopped alone, `npm start` in front of us would keep the shell waiting.
		// SIGSTOP, because the kernel drops SIGTSTP in a group without a shell above it.
		process.kill(0, 'SIGSTOP');
	};

	const resume = (): void => {
		if (state === 'left') {
			return;
		}

		// Whoever had the terminal meanwhile may have set its mode; libuv sets ours only when it believes it changed.
		setRawMode(false);
		enter(enterAgain);
		onResume();
	};

	process.on('SIGINT', () => {
		end(130);
	});
	process.on('SIGTERM', () => {
		end(143);
	});
	process.on('SIGHUP', hangUp);
	process.on('SIGTSTP', suspend);
	process.on('SIGCONT', resume);
	process.on('uncaughtException', crash);
	process.on('unhandledRejection', crash);
	process.on('exit', leave);
	stdout.on('error', crash);
	stdin.on('error', crash);
	stdin.on('end', hangUp);

	enter(enterFirst);
	return {
		output: {
			get columns() {
				return stdout.columns ?? 0;
			},
			get rows() {
				return stdout.rows ?? 0;
			},
			write: data => state === 'entered' && stdout.write(data),
			on: (event, listener) => stdout.on(event, listener),
			off: (event, listener) => stdout.off(event, listener),
		},
		leave,
		suspend,
		exit: end,
		crash,
	};
}
