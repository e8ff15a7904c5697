import {expect, test} from 'vitest';
import {createTheme, type Theme} from '../../../source/tui/terminal/theme.ts';
import {clipboardSequence} from '../../../source/tui/terminal/clipboard-sequence.ts';

const paintsOf = (theme: Theme) => Object.entries(theme).flatMap(([name, paint]) =>
	(Array.isArray(paint) ? paint : [paint]).map((one, index) => [`${name}${index}`, one as (text: string) => string] as const));

test('NO_COLOR leaves every text as it is, but the selected row, which is reversed', () => {
	const theme = createTheme({colorLevel: 0, background: 'dark'});
	for (const [name, paint] of paintsOf(theme)) {
		expect(paint('shots'), name).toBe(name.startsWith('selected0') ? '\u001B[7mshots\u001B[27m' : 'shots');
	}
});

test('no paint changes a text\'s letters, on any terminal', () => {
	for (const colorLevel of [1, 2, 3] as const) {
		for (const background of ['dark', 'light'] as const) {
			for (const [name, paint] of paintsOf(createTheme({colorLevel, background}))) {
				expect(paint('shots').replaceAll(/\u001B\[[\d;]*m/g, ''), name).toBe('shots');
			}
		}
	}
});

test('better and worse, hit and read, and the five heats differ in colour', () => {
	for (const colorLevel of [1, 2, 3] as const) {
		for (const background of ['dark', 'light'] as const) {
			const {better, worse, hit, read, heat} = createTheme({colorLevel, background});
			expect(better('x')).not.toBe(worse('x'));
			expect(hit('x')).not.toBe(read('x'));
			expect(new Set(heat.map(paint => paint('x'))).size).toBe(5);
		}
	}
});

test('a terminal of sixteen colours gets no others', () => {
	for (const [name, paint] of paintsOf(createTheme({colorLevel: 1, background: 'light'}))) {
		expect(paint('x'), name).not.toMatch(/[34]8;/);
	}
});

test('copied text travels as base64, and text longer than terminals take is refused', () => {
	expect(clipboardSequence('Seq Scan on "Größe"')).toBe(`\u001B]52;c;${Buffer.from('Seq Scan on "Größe"').toString('base64')}\u0007`);
	expect(clipboardSequence('x'.repeat(100_000))).toBeNull();
});
