import path from 'node:path';
import process from 'node:process';
import {type IPty, spawn} from '@lydell/node-pty';
import {onTestFinished} from 'vitest';
import {createHeadlessScreen, type HeadlessScreen} from './headless-screen.ts';
import {keyBytes} from './key-bytes.ts';

export interface PtyOptions {
	/** 120 by default */
	readonly columns?: number;
	/** 40 by default */
	readonly rows?: number;
	/** On top of ours; undefined takes a variable away. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly cwd?: string;
	/** The JavaScript to run; `dist/cli.js` by default. */
	readonly program?: string;
}

export interface PtyProgram extends Pick<HeadlessScreen, 'terminal' | 'screen' | 'cell' | 'waitFor'> {
	readonly pid: number;
	type(text: string): void;
	/** Keys as the key table names them. */
	press(...keys: readonly string[]): void;
	resize(columns: number, rows: number): void;
	/** A signal to the program alone, or to its whole group as a terminal sends it. */
	kill(signal: NodeJS.Signals, target?: 'program' | 'group'): void;
	/** Closes the terminal under the program, as a lost connection does. */
	hangUp(): void;
	/** Everything the program wrote so far, escapes and all. */
	raw(): string;
	/** How it ended: `signal` is 0 when it exited by itself. Everything it wrote is on the screen by then. */
	readonly exit: Promise<{readonly code: number; readonly signal: number}>;
}

const bundled = path.join(import.meta.dirname, '../../dist/cli.js');

function childEnvironment(changes: PtyOptions['env'] = {}): Record<string, string> {
	const vitests = {NO_COLOR: undefined, FORCE_COLOR: undefined, NODE_ENV: undefined, VITEST: undefined};
	const wanted = {...process.env, ...vitests, CI: 'false', TERM: 'xterm-256color', LANG: 'en_US.UTF-8', ...changes};
	return Object.fromEntries(Object.entries(wanted).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** planflip, as a person starts it: a real pseudo-terminal, in a session of its own. Killed when the test ends. */
export function startInPty(args: readonly string[] = [], options: PtyOptions = {}): PtyProgram {
	const {columns = 120, rows = 40, cwd = process.cwd(), program = bundled} = options;
	const headless = createHeadlessScreen(columns, rows);
	const child = spawn(process.execPath, [program, ...args], {
		name: 'xterm-256color',
		cols: columns,
		rows,
		cwd,
		env: childEnvironment(options.env),
	});
	let written = '';
	let ended = false;
	child.onData(data => {
		written += data;
		headless.write(data);
	});
	// The terminal answers questions (cursor position, background) as a real one does.
	headless.terminal.onData(answer => {
		if (!ended) {
			child.write(answer);
		}
	});
	const exit = new Promise<{code: number; signal: number}>(resolve => {
		child.onExit(({exitCode, signal = 0}) => {
			ended = true;
			headless.terminal.write('', () => {
				resolve({code: exitCode, signal});
				// Whoever still waits for something on the screen waits in vain.
				headless.fail(new Error(`the program ended with code ${exitCode}${signal === 0 ? '' : `, signal ${signal}`}`));
			});
		});
	});
	onTestFinished(async () => {
		if (!ended) {
			child.kill('SIGKILL');
			await exit;
		}

		headless.terminal.dispose();
	});
	return {
		pid: child.pid,
		terminal: headless.terminal,
		screen: headless.screen,
		cell: headless.cell,
		waitFor: headless.waitFor,
		type(text) {
			child.write(text);
		},
		press(...keys) {
			for (const key of keys) {
				child.write(keyBytes(key));
			}
		},
		resize(newColumns, newRows) {
			headless.terminal.resize(newColumns, newRows);
			child.resize(newColumns, newRows);
		},
		kill(signal, target = 'program') {
			process.kill(target === 'group' ? -child.pid : child.pid, signal);
		},
		hangUp() {
			(child as IPty & {destroy(): void}).destroy();
		},
		raw: () => written,
		exit,
	};
}
