import type {KeyInput} from './input-event.ts';

const keyOfFinal = new Map([
	['A', 'up'], ['B', 'down'], ['C', 'right'], ['D', 'left'],
	['H', 'home'], ['F', 'end'], ['E', 'clear'],
	['P', 'f1'], ['Q', 'f2'], ['R', 'f3'], ['S', 'f4'],
]);

const keyOfNumber = new Map([
	[1, 'home'], [2, 'insert'], [3, 'delete'], [4, 'end'], [5, 'pageup'], [6, 'pagedown'], [7, 'home'], [8, 'end'],
	[11, 'f1'], [12, 'f2'], [13, 'f3'], [14, 'f4'], [15, 'f5'],
	[17, 'f6'], [18, 'f7'], [19, 'f8'], [20, 'f9'], [21, 'f10'], [23, 'f11'], [24, 'f12'],
]);

const keyOfCode = new Map([
	[8, 'backspace'], [9, 'tab'], [10, 'enter'], [13, 'enter'], [27, 'escape'], [32, 'space'], [127, 'backspace'],
	// The keypad, as the kitty protocol numbers it in the private use area.
	[57414, 'enter'], [57417, 'left'], [57418, 'right'], [57419, 'up'], [57420, 'down'], [57421, 'pageup'],
	[57422, 'pagedown'], [57423, 'home'], [57424, 'end'], [57425, 'insert'], [57426, 'delete'],
]);

const keypadText = '0123456789./*-+';
const keypadFirst = 57399;
const privateUse = {first: 57344, last: 63743};

const modifierBits = {shift: 1, alt: 2, ctrl: 4, super: 8} as const;

/** The key named `base` (a named key, or one printable) under the modifiers xterm and kitty encode as 1 + bits. */
function withModifiers(base: string, modifiers: number): KeyInput {
	const bits = modifiers - 1;
	const printable = [...base].length === 1;
	const prefix = (bits & modifierBits.super ? 'super+' : '')
		+ (bits & modifierBits.ctrl ? 'ctrl+' : '')
		+ (bits & modifierBits.alt ? 'alt+' : '');
	const shifted = (bits & modifierBits.shift) !== 0;
	if (base === 'space' || (printable && (!shifted || (bits & modifierBits.ctrl) === 0))) {
		const text = base === 'space' ? ' ' : shifted ? base.toUpperCase() : base;
		return {kind: 'key', name: prefix + (base === 'space' ? base : text), text: prefix === '' ? text : null};
	}

	return {kind: 'key', name: `${prefix}${shifted ? 'shift+' : ''}${base}`, text: null};
}

function numbers(parameters: string): number[][] {
	return parameters.split(';').map(part => part.split(':').map(number => (number === '' ? 0 : Number(number))));
}

/** `code` is a Unicode code point; `shifted` is what Shift makes of it on this keyboard, where the terminal says. */
function keyOfCodePoint(code: number, modifiers: number, shifted: number | undefined): KeyInput | null {
	const named = keyOfCode.get(code) ?? keypadText[code - keypadFirst];
	if (named !== undefined) {
		return withModifiers(named, modifiers);
	}

	if (code < 32 || code > 0x10_ff_ff || (code >= privateUse.first && code <= privateUse.last)) {
		return null;
	}

	const isShifted = ((modifiers - 1) & modifierBits.shift) !== 0 && shifted !== undefined && shifted > 0;
	return isShifted
		? withModifiers(String.fromCodePoint(shifted), modifiers - modifierBits.shift)
		: withModifiers(String.fromCodePoint(code), modifiers);
}

/** The key of a CSI or SS3 sequence: its parameters (`1;5`) and final character (`A`); null for what is no key, or a release. */
export function keyOfSequence(parameters: string, final: string): KeyInput | null {
	if (!/^[\d;:]*$/.test(parameters)) {
		return null;
	}

	const [first = [0], second = [], third = []] = numbers(parameters);
	const [code = 0, shifted] = first;
	const modifiers = Math.max(second[0] ?? 1, 1);
	const isRelease = second[1] === 3; // kitty's event types: 1 press, 2 repeat, 3 release
	if (isRelease) {
		return null;
	}

	switch (final) {
		case 'u':
			return keyOfCodePoint(code, modifiers, shifted);
		case '~': {
			if (code === 27) {
				return keyOfCodePoint(third[0] ?? 0, modifiers, undefined); // xterm's modifyOtherKeys
			}

			const named = keyOfNumber.get(code);
			return named === undefined ? null : withModifiers(named, modifiers);
		}

		case 'Z':
			return withModifiers('tab', modifierBits.shift + 1);
		default: {
			const named = keyOfFinal.get(final);
			return named === undefined ? null : withModifiers(named, modifiers);
		}
	}
}
