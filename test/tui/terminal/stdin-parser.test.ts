import {describe, expect, test} from 'vitest';
import type {InputEvent} from '../../../source/tui/terminal/input-event.ts';
import {createStdinParser} from '../../../source/tui/terminal/stdin-parser.ts';

function parse(...chunks: readonly (string | Uint8Array)[]): InputEvent[] {
	const parser = createStdinParser();
	return chunks.flatMap(chunk => [...parser.push(chunk)]);
}

const names = (events: readonly InputEvent[]) => events.map(event => (event.kind === 'key' ? event.name : event.kind));
const texts = (events: readonly InputEvent[]) => events.map(event => (event.kind === 'key' ? event.text : null));

describe('typing', () => {
	test('three letters in one chunk are three keys', () => {
		expect(parse('abc')).toEqual([
			{kind: 'key', name: 'a', text: 'a'},
			{kind: 'key', name: 'b', text: 'b'},
			{kind: 'key', name: 'c', text: 'c'},
		]);
	});

	test('a capital letter and a space keep their text', () => {
		expect(parse('G ')).toEqual([{kind: 'key', name: 'G', text: 'G'}, {kind: 'key', name: 'space', text: ' '}]);
	});

	test('control characters are named, and print nothing', () => {
		const events = parse('\r\t\u007F\u0004\u0003\u0000');
		expect(names(events)).toEqual(['enter', 'tab', 'backspace', 'ctrl+d', 'ctrl+c', 'ctrl+space']);
		expect(texts(events)).toEqual([null, null, null, null, null, null]);
	});

	test('a vowel sign stays with its letter: Arabic and Devanagari arrive as graphemes', () => {
		expect(texts(parse('بِسْمِ'))).toEqual(['بِ', 'سْ', 'مِ']);
		expect(texts(parse('नि'))).toEqual(['नि']);
	});

	test('a family joined by ZWJ and a flag are one key each', () => {
		expect(texts(parse('👩‍👩‍👧‍👦🇩🇪x'))).toEqual(['👩‍👩‍👧‍👦', '🇩🇪', 'x']);
	});

	test('a character cut in the middle of its bytes is put together', () => {
		const bytes = Buffer.from('é日');
		expect(texts(parse(bytes.subarray(0, 1), bytes.subarray(1, 3), bytes.subarray(3)))).toEqual(['é', '日']);
	});
});

describe('escape', () => {
	test('alone it waits, and is the key when nothing follows', () => {
		const parser = createStdinParser();
		expect(parser.push('\u001B')).toEqual([]);
		expect(parser.isWaiting).toBe(true);
		expect(parser.flush()).toEqual([{kind: 'key', name: 'escape', text: null}]);
		expect(parser.isWaiting).toBe(false);
	});

	test('an arrow cut after any byte is still an arrow', () => {
		expect(names(parse('\u001B', '[B'))).toEqual(['down']);
		expect(names(parse('\u001B[', 'B'))).toEqual(['down']);
		expect(names(parse('\u001B[1;', '5', 'A'))).toEqual(['ctrl+up']);
	});

	test('pressed twice it is two keys, the second as soon as it is certain', () => {
		const parser = createStdinParser();
		expect(names(parser.push('\u001B\u001B'))).toEqual(['escape']);
		expect(names(parser.flush())).toEqual(['escape']);
	});

	test('before a character it is Alt', () => {
		expect(names(parse('\u001Bx\u001BX\u001B\u007F\u001Bé'))).toEqual(['alt+x', 'alt+X', 'alt+backspace', 'alt+é']);
		const parser = createStdinParser();
		parser.push('\u001B[');
		expect(names(parser.flush())).toEqual(['alt+[']);
	});
});

describe('sequences', () => {
	test.each([
		['\u001B[A\u001BOA', ['up', 'up']],
		['\u001B[H\u001B[1~\u001B[7~\u001BOH', ['home', 'home', 'home', 'home']],
		['\u001B[5~\u001B[6~\u001B[3~', ['pageup', 'pagedown', 'delete']],
		['\u001B[Z', ['shift+tab']],
		['\u001BOP\u001B[15~\u001B[24~\u001B[[A', ['f1', 'f5', 'f12', 'f1']],
		['\u001B[1;2C\u001B[1;3D\u001B[6;5~', ['shift+right', 'alt+left', 'ctrl+pagedown']],
		['\u001BOM', ['enter']],
	])('%j is %j', (bytes, expected) => {
		expect(names(parse(bytes))).toEqual(expected);
	});

	test('kitty and modifyOtherKeys name the same keys as the old bytes do', () => {
		expect(parse('\u001B[97u\u001B[97;2u\u001B[47:63;2u')).toEqual(parse('aA?'));
		expect(names(parse('\u001B[27u\u001B[13u\u001B[9;2u\u001B[100;5u\u001B[120;3u'))).toEqual(
			['escape', 'enter', 'shift+tab', 'ctrl+d', 'alt+x']);
		expect(names(parse('\u001B[27;5;100~\u001B[27;6;100~\u001B[27;5;13~'))).toEqual(['ctrl+d', 'ctrl+shift+d', 'ctrl+enter']);
	});

	test('kitty says Caps Lock and Num Lock as modifiers; they change no name', () => {
		expect(names(parse('\u001B[100;69u\u001B[1;129A'))).toEqual(['ctrl+d', 'up']);
	});

	test('kitty reports a release as well: only the press counts', () => {
		expect(names(parse('\u001B[97;1:1u\u001B[97;1:3u\u001B[1;1:3A'))).toEqual(['a']);
	});

	test('what nobody knows is swallowed, and what follows it is read', () => {
		expect(names(parse('\u001B[?2026;2$yq'))).toEqual(['q']);
		expect(names(parse('\u001B[I\u001B[O\u001B[99~\u001B[32;10;10Mq'))).toEqual(['q']);
		expect(names(parse('\u001BP1$r0m\u001B\\\u001B_Gi=1;OK\u001B\\q'))).toEqual(['q']);
	});

	test('a sequence broken off by another key does not eat it', () => {
		expect(names(parse('\u001B[1;\u001B[Bq'))).toEqual(['down', 'q']);
		expect(names(parse('\u001B[1\u0003'))).toEqual(['ctrl+c']);
	});

	test('the answer to a colour query is a report', () => {
		expect(parse('\u001B]11;rgb:ffff/', 'ffff/ffff\u001B', '\\q')).toEqual([
			{kind: 'report', body: '11;rgb:ffff/ffff/ffff'},
			{kind: 'key', name: 'q', text: 'q'},
		]);
	});
});

describe('paste', () => {
	test('is one event, with the keys it contains as text', () => {
		expect(parse('\u001B[200~select 1;\r\nq\u001B[A\u001B[201~q')).toEqual([
			{kind: 'paste', text: 'select 1;\nq\u001B[A'},
			{kind: 'key', name: 'q', text: 'q'},
		]);
	});

	test('may be cut anywhere', () => {
		const whole = '\u001B[200~täglich\u001B[201~';
		for (let cut = 1; cut < whole.length; cut++) {
			expect(parse(whole.slice(0, cut), whole.slice(cut))).toEqual([{kind: 'paste', text: 'täglich'}]);
		}
	});

	test('whose end never comes can still be stopped with Ctrl-C', () => {
		expect(names(parse('\u001B[200~select', '\u0003'))).toEqual(['ctrl+c']);
	});

	test('an empty one is an event too, and a stray end is nothing', () => {
		expect(parse('\u001B[200~\u001B[201~')).toEqual([{kind: 'paste', text: ''}]);
		expect(parse('\u001B[201~')).toEqual([]);
	});
});

describe('mouse', () => {
	test('press, release, move and wheel, in cells from 0', () => {
		const nothing = {shift: false, alt: false, ctrl: false};
		expect(parse('\u001B[<0;12;7M\u001B[<0;12;7m\u001B[<35;1;1M\u001B[<65;3;4M\u001B[<18;1;1M')).toEqual([
			{kind: 'mouse', action: 'press', button: 'left', column: 11, row: 6, ...nothing},
			{kind: 'mouse', action: 'release', button: 'left', column: 11, row: 6, ...nothing},
			{kind: 'mouse', action: 'move', button: null, column: 0, row: 0, ...nothing},
			{kind: 'mouse', action: 'wheel down', button: null, column: 2, row: 3, ...nothing},
			{kind: 'mouse', action: 'press', button: 'right', column: 0, row: 0, ...nothing, ctrl: true},
		]);
	});

	test('the old X10 report is swallowed with its three bytes', () => {
		expect(names(parse('\u001B[M !!q'))).toEqual(['q']);
		expect(names(parse('\u001B[M ', '!', '!q'))).toEqual(['q']);
	});
});
