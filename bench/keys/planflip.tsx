import {EventEmitter} from 'node:events';
import {App} from '../../source/tui/app.tsx';
import {lookAhead} from '../../source/tui/look-ahead.ts';
import {createPainters} from '../../source/tui/painters.ts';
import {detectCapabilities} from '../../source/tui/terminal/capabilities.ts';
import {openInputSource} from '../../source/tui/terminal/input-source.ts';
import {mountApp} from '../../source/tui/terminal/mount.tsx';
import {readExplainJson} from '../../source/plan/read-explain-json.ts';
import {keyBytes} from '../../test/support/key-bytes.ts';
import {countingTerminal} from './counting-terminal.ts';
import {filledScreen, theCopySurroundings} from './filled-screen.ts';

export interface OpenPlanflip {
	/** The key's bytes, as a terminal sends them; resolves when all that they led to is on the screen. */
	readonly press: (key: string) => Promise<void>;
	/** The whole screen after each write, row by row, colours included. */
	readonly frames: () => readonly (readonly string[])[];
	readonly close: () => void;
}

/** planflip's screen with a query open, from the bytes of a key to the bytes of a frame. `plans` are EXPLAIN's texts. */
export async function openPlanflip(size: {readonly columns: number; readonly rows: number}, plans: readonly string[]): Promise<OpenPlanflip> {
	const [first, ...others] = plans.flatMap(text => readExplainJson(text));
	if (first === undefined) {
		throw new Error('a screen needs a plan');
	}

	const {store, isWaiting} = filledScreen(await theCopySurroundings(), size, [first, ...others]);
	const stopLookingAhead = lookAhead(store);
	const terminal = countingTerminal(size.columns, size.rows);
	const stdin = Object.assign(new EventEmitter(), {resume: () => undefined, pause: () => undefined});
	const input = openInputSource(stdin);
	const capabilities = detectCapabilities({env: {TERM: 'xterm-256color', LANG: 'en_US.UTF-8'}, isTTY: true, platform: 'linux'});
	const app = mountApp({
		element: <App store={store} painters={createPainters(capabilities)}/>,
		output: terminal.output,
		input,
		colorLevel: capabilities.colorLevel,
		onCrash(error) {
			throw error;
		},
	});
	input.subscribe(event => {
		if (event.kind === 'key') {
			store.dispatch({kind: 'key', name: event.name, text: event.text});
		}
	});
	await terminal.moreThan(0);
	return {
		async press(key) {
			const before = terminal.written.length;
			stdin.emit('data', Buffer.from(keyBytes(key)));
			await terminal.moreThan(before);
			if (isWaiting()) {
				// The key was seen at once; the plan comes with the frame after it.
				await terminal.moreThan(terminal.written.length);
			}
		},
		frames() {
			const rows = Array.from({length: size.rows - 1}, () => '');
			return terminal.written.map(data => {
				for (const [, row = '', line = ''] of data.matchAll(/\u001B\[(\d+);1H\u001B\[K(.*?)(?=\u001B\[\d+;1H|\u001B\[\?7h|$)/gs)) {
					rows[Number(row) - 1] = line;
				}

				return rows.slice(0, size.rows - 1);
			});
		},
		close() {
			stopLookingAhead();
			input.close();
			app.unmount();
		},
	};
}
