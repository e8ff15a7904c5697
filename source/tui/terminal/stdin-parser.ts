import type {InputEvent, KeyInput} from './input-event.ts';
import {keyOfSequence} from './key-of-sequence.ts';
import {mouseOfSequence} from './mouse-of-sequence.ts';

export interface StdinParser {
	/** What these bytes complete, in order. Sequences, graphemes of several bytes and pastes may be cut anywhere between chunks. */
	push(chunk: Uint8Array | string): readonly InputEvent[];
	/** Whether an Escape waits for what follows: call `flush()` when nothing has come for 50 ms. */
	readonly isWaiting: boolean;
	/** No more is coming: a waiting Escape was the key. */
	flush(): readonly InputEvent[];
}

/** What the start of the buffer is: so many characters making these events, or the beginning of something. */
type Step = {readonly length: number; readonly events: readonly InputEvent[]} | 'incomplete';

const escape = '\u001B';
const ctrlC = '\u0003';
const pasteEnd = `${escape}[201~`;
const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

const named = (name: string, text: string | null = null): KeyInput => ({kind: 'key', name, text});

const controlKeys = new Map([
	['\u0000', 'ctrl+space'], ['\b', 'backspace'], ['\t', 'tab'], ['\n', 'enter'], ['\r', 'enter'], [escape, 'escape'],
	['\u001C', 'ctrl+\\'], ['\u001D', 'ctrl+]'], ['\u001E', 'ctrl+^'], ['\u001F', 'ctrl+_'], ['\u007F', 'backspace'],
]);

/** A control character, or a grapheme that prints; null for the C1 controls, which no key sends. */
function keyOfGrapheme(grapheme: string): KeyInput | null {
	const control = controlKeys.get(grapheme);
	if (control !== undefined) {
		return named(control);
	}

	const code = grapheme.codePointAt(0) ?? 0;
	if (code < 32) {
		return named(`ctrl+${String.fromCodePoint(code + 96)}`);
	}

	return code < 0xa0 && code > 0x7e ? null : named(grapheme === ' ' ? 'space' : grapheme, grapheme);
}

function textStep(buffer: string): Step {
	const run = /^[^\u0000-\u001F\u007F]+/.exec(buffer)?.[0] ?? buffer.slice(0, 1);
	const parts = /^[\u0020-\u007E]*$/.test(run) ? [...run] : [...graphemes.segment(run)].map(part => part.segment);
	return {length: run.length, events: parts.flatMap(part => keyOfGrapheme(part) ?? [])};
}

function csiStep(buffer: string): Step {
	if (buffer.startsWith(`${escape}[M`)) {
		// X10 mouse: three characters of position, which cannot say columns beyond 223. We ask for SGR, so this is swallowed.
		return buffer.length < 6 ? 'incomplete' : {length: 6, events: []};
	}

	if (buffer.startsWith(`${escape}[[`)) {
		// The Linux console's F1 to F5.
		const letter = buffer[3];
		return letter === undefined
			? 'incomplete'
			: {length: 4, events: letter >= 'A' && letter <= 'E' ? [named(`f${letter.charCodeAt(0) - 64}`)] : []};
	}

	const [start = '', parameters = '', intermediates = ''] = /^\u001B\[([0-?]*)([ -/]*)/.exec(buffer) ?? [];
	const final = buffer[start.length];
	if (final === undefined) {
		return 'incomplete';
	}

	if (final < '@' || final > '~') {
		return {length: start.length, events: []}; // broken off: whatever interrupts it is read on its own
	}

	const event = intermediates === '' ? mouseOfSequence(parameters, final) ?? keyOfSequence(parameters, final) : null;
	return {length: start.length + 1, events: event === null ? [] : [event]};
}

function ss3Step(buffer: string): Step {
	const [start = '', modifiers = ''] = /^\u001BO(\d*)/.exec(buffer) ?? [];
	const final = buffer[start.length];
	if (final === undefined) {
		return 'incomplete';
	}

	if (final < '@' || final > '~') {
		return {length: start.length, events: []};
	}

	const event = final === 'M' ? named('enter') /* the keypad's */ : keyOfSequence(modifiers === '' ? '' : `1;${modifiers}`, final);
	return {length: start.length + 1, events: event === null ? [] : [event]};
}

/** OSC, DCS and APC are the terminal talking: up to BEL or ST. */
function reportStep(buffer: string): Step {
	const match = /^\u001B([\]P_])([^\u0007\u001B]*)(?:\u0007|\u001B\\)/.exec(buffer);
	if (match === null) {
		const broken = /^\u001B[\]P_][^\u0007\u001B]*(?=\u001B[^\\])/.exec(buffer);
		return broken === null ? 'incomplete' : {length: broken[0].length, events: []};
	}

	return {length: match[0].length, events: match[1] === ']' ? [{kind: 'report', body: match[2] ?? ''}] : []};
}

function step(buffer: string): Step {
	if (!buffer.startsWith(escape)) {
		return textStep(buffer);
	}

	switch (buffer[1]) {
		case undefined:
			return 'incomplete';
		case escape:
			return {length: 1, events: [named('escape')]};
		case '[':
			return csiStep(buffer);
		case 'O':
			return ss3Step(buffer);
		case ']':
		case 'P':
		case '_':
			return reportStep(buffer);
		default: {
			const [first] = graphemes.segment(buffer.slice(1));
			const grapheme = first?.segment ?? '';
			const key = keyOfGrapheme(grapheme);
			return {length: 1 + grapheme.length, events: key === null ? [] : [named(`alt+${key.name}`)]};
		}
	}
}

/** Terminal input as events: keys named, graphemes one by one, pastes whole, everything unknown swallowed. */
export function createStdinParser(): StdinParser {
	const decoder = new TextDecoder();
	let buffer = '';
	/** The paste so far; null outside one. */
	let paste: string | null = null;

	/** Takes the rest of a paste from the buffer; null while its end has not come. */
	const pasteEvent = (before: string): InputEvent | null => {
		const text = before + buffer;
		const end = text.indexOf(pasteEnd, Math.max(before.length - pasteEnd.length, 0));
		paste = end === -1 ? text : null;
		buffer = end === -1 ? '' : text.slice(end + pasteEnd.length);
		return end === -1 ? null : {kind: 'paste', text: text.slice(0, end).replaceAll(/\r\n?/g, '\n')};
	};

	const drain = (): readonly InputEvent[] => {
		const events: InputEvent[] = [];
		while (buffer !== '') {
			if (paste !== null) {
				const pasted = pasteEvent(paste);
				events.push(...(pasted === null ? [] : [pasted]));
				continue;
			}

			if (buffer.startsWith(`${escape}[200~`)) {
				buffer = buffer.slice(pasteEnd.length);
				paste = '';
				continue;
			}

			const taken = step(buffer);
			if (taken === 'incomplete') {
				break;
			}

			buffer = buffer.slice(taken.length);
			events.push(...taken.events);
		}

		return events;
	};

	return {
		push(chunk) {
			const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, {stream: true});
			if (paste !== null && text === ctrlC) {
				paste = null; // its end was lost: nobody may be locked out of stopping the program
			}

			buffer += text;
			return drain();
		},
		get isWaiting() {
			return buffer !== '';
		},
		flush() {
			const waiting = buffer;
			buffer = '';
			if (waiting === escape) {
				return [named('escape')];
			}

			// Alt and a character that also opens a sequence; a sequence broken off further on is no key.
			return waiting.startsWith(escape) && waiting.length === 2 ? [named(`alt+${waiting.slice(1)}`)] : [];
		},
	};
}
