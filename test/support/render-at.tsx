import {EventEmitter} from 'node:events';
import type {ReactElement} from 'react';
import {onTestFinished} from 'vitest';
import {type Capabilities, detectCapabilities} from '../../source/tui/terminal/capabilities.ts';
import {openInputSource} from '../../source/tui/terminal/input-source.ts';
import {type MountedApp, mountApp} from '../../source/tui/terminal/mount.tsx';
import {createHeadlessScreen, type HeadlessScreen} from './headless-screen.ts';
import {keyBytes} from './key-bytes.ts';

export interface RenderAtOptions {
	/** 120 by default */
	readonly columns?: number;
	/** 40 by default */
	readonly rows?: number;
	/** On top of a modern terminal's: `{NO_COLOR: '1'}`. */
	readonly env?: Readonly<Record<string, string>>;
}

export interface RenderedScreen extends Pick<HeadlessScreen, 'terminal' | 'screen' | 'cell' | 'waitFor'>, MountedApp {
	readonly capabilities: Capabilities;
	/** Keys as the key table names them; wait for what they lead to with `waitFor`. */
	press(...keys: readonly string[]): void;
	/** Bytes as a terminal sends them. */
	send(data: string | Uint8Array): void;
	resize(columns: number, rows: number): void;
	/** Everything written to the terminal so far. */
	raw(): string;
	/** Resolves with what a component threw. */
	readonly crashed: Promise<unknown>;
}

/** An element on a terminal of this size, through the code that mounts the real program; unmounted when the test ends. */
export function renderAt(
	element: ReactElement | ((capabilities: Capabilities) => ReactElement),
	{columns = 120, rows = 40, env = {}}: RenderAtOptions = {},
): RenderedScreen {
	const headless = createHeadlessScreen(columns, rows);
	headless.write('\u001B[?1049h'); // the main screen would wrap its lines anew when resized
	const events = new EventEmitter();
	let written = '';
	const capabilities = detectCapabilities({
		env: {TERM: 'xterm-256color', LANG: 'en_US.UTF-8', ...env},
		isTTY: true,
		platform: 'linux',
	});
	const output = {
		get columns() {
			return headless.terminal.cols;
		},
		get rows() {
			return headless.terminal.rows;
		},
		write(data: string) {
			written += data;
			headless.write(data);
		},
		on: (event: 'resize', listener: () => void) => events.on(event, listener),
		off: (event: 'resize', listener: () => void) => events.off(event, listener),
	};
	const stdin = Object.assign(new EventEmitter(), {resume: () => undefined, pause: () => undefined});
	const input = openInputSource(stdin);
	const send = (data: string | Uint8Array): void => {
		stdin.emit('data', typeof data === 'string' ? Buffer.from(data) : data);
	};

	let crash: (error: unknown) => void = () => undefined;
	const crashed = new Promise<unknown>(resolve => {
		crash = resolve;
	});
	const app = mountApp({
		element: typeof element === 'function' ? element(capabilities) : element,
		output,
		input,
		colorLevel: capabilities.colorLevel,
		onCrash(error) {
			crash(error);
			headless.fail(new Error(`the screen crashed: ${error instanceof Error ? error.stack ?? error.message : String(error)}`));
		},
	});
	onTestFinished(() => {
		input.close();
		app.unmount();
		headless.terminal.dispose();
	});
	return {
		...app,
		terminal: headless.terminal,
		capabilities,
		screen: headless.screen,
		cell: headless.cell,
		waitFor: headless.waitFor,
		press(...keys) {
			for (const key of keys) {
				send(keyBytes(key));
			}
		},
		send,
		resize(newColumns, newRows) {
			headless.terminal.resize(newColumns, newRows);
			events.emit('resize');
		},
		raw: () => written,
		crashed,
	};
}
