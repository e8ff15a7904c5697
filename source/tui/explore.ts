import process from 'node:process';
import {setTimeout} from 'node:timers/promises';
import {errorLines, exitCodeOf} from '../errors.ts';
import type {LabEvent} from '../lab/lab-event.ts';
import type {StepsDesk} from '../lab/steps/steps-desk.ts';
import {createController} from './controller.ts';
import {initialState} from './initial-state.ts';
import {tooSmall} from './layout.ts';
import {lookAhead} from './look-ahead.ts';
import {openingFrame} from './opening-frame.ts';
import {createPainters} from './painters.ts';
import {createStore} from './store.ts';
import {backgroundOfReport, backgroundQuery} from './terminal/background-query.ts';
import {detectCapabilities} from './terminal/capabilities.ts';
import {clipboardSequence} from './terminal/clipboard-sequence.ts';
import {createFrameWriter} from './terminal/frame-writer.ts';
import {openInputSource} from './terminal/input-source.ts';
import {openScreen} from './terminal/screen.ts';
import {sizeOf} from './terminal/terminal-port.ts';

export interface ExploreOptions {
	/** Opens the database; the first picture is on the screen before it begins. `ask` puts a question on the screen. */
	readonly open: (ports: {readonly ask: (question: string) => Promise<boolean>; readonly signal: AbortSignal}) => AsyncIterable<LabEvent>;
	readonly noColor: boolean;
	/** Waited after every statement of an operation, ms; 0 unless given. */
	readonly rttMs?: number;
	/** Where the steps are asked for; absent: there are none, as of plans from a file. */
	readonly desk?: StepsDesk;
}

/** A step that is stopped says what it left: an index may have to be looked at on the server (ms). */
const stepLeavesWithinMs = 8000;
/** Ink and React keep this thread busy for about as long (ms). PostgreSQL, once it is started, needs it no more. */
const headStartMs = 100;

/** The screen, from entering the alternate screen to the process's end. */
export async function explore({open, noColor, rttMs = 0, desk}: ExploreOptions): Promise<number> {
	const {stdin, stdout} = process;
	const capabilities = detectCapabilities({env: process.env, noColor, isTTY: stdout.isTTY, platform: process.platform});
	const opening = new AbortController();
	let answer: (yes: boolean) => void = () => undefined;

	const controller = createController({
		dispatch: action => {
			store.dispatch(action);
		},
		now: () => performance.now(),
		answer: yes => {
			answer(yes);
		},
		copy(text) {
			const sequence = clipboardSequence(text);
			return sequence !== null && Boolean(screen.output.write(sequence) ?? true);
		},
		repaint: () => {
			repaint();
		},
		suspend: () => {
			screen.suspend();
		},
		quit: code => {
			screen.exit(code);
		},
		desk: desk ?? null,
	});
	const store = createStore(initialState(sizeOf(stdout), rttMs, desk?.startThere ?? null), controller.perform);
	const screen = openScreen({
		stdin,
		stdout,
		onResume: () => {
			repaint();
		},
		async cleanUp() {
			opening.abort();
			stopLookingAhead();
			return controller.close();
		},
		patience: () => controller.busyWithStep() ? stepLeavesWithinMs : undefined,
	});
	const input = openInputSource(stdin);
	const painters = createPainters(capabilities);
	const picture = createFrameWriter(data => screen.output.write(data), () => sizeOf(stdout));
	let repaint = () => {
		picture.repaint();
	};

	let stopLookingAhead = (): void => undefined;
	const {opening: start, size} = store.state();
	if (start !== null && !tooSmall(size)) {
		picture.show(openingFrame(size, start, painters.painter()));
	}

	input.subscribe(event => {
		if (event.kind === 'key') {
			store.dispatch({kind: 'key', name: event.name, text: event.text});
		} else if (event.kind === 'paste') {
			store.dispatch({kind: 'paste', text: event.text});
		} else if (event.kind === 'report') {
			painters.adopt(backgroundOfReport(event.body));
		}
	});
	if (capabilities.colorLevel > 0) {
		screen.output.write(backgroundQuery);
	}

	stdout.on('resize', () => {
		store.dispatch({kind: 'resized', ...sizeOf(stdout)});
	});

	const ask = async (question: string) => new Promise<boolean>(resolve => {
		answer = resolve;
		store.dispatch({kind: 'asked', question});
	});
	const follow = async () => {
		try {
			for await (const event of open({ask, signal: opening.signal})) {
				if (event.kind === 'open') {
					controller.open(event.laboratory);
				} else {
					store.dispatch(event);
				}
			}
		} catch (error) {
			store.dispatch({kind: 'open failed', lines: errorLines(error), code: exitCodeOf(error)});
		}
	};

	void follow();
	await setTimeout(headStartMs);
	try {
		// Ink and React take longer to load than all that came before: the first picture is there already, and keys are heard.
		const {mountScreen} = await import('./mount-screen.tsx');
		stopLookingAhead = lookAhead(store);
		repaint = mountScreen({store, painters, output: screen.output, input, colorLevel: capabilities.colorLevel, onCrash: screen.crash}).repaint;
	} catch (error) {
		screen.crash(error);
	}

	// The screen ends the process itself, with the code of the way out.
	return new Promise(() => undefined);
}
