import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {cellWidth, clip, padEnd, padStart, wrap} from '../../source/text/cells.ts';

const family = '👨‍👩‍👧';
const awkward = ['Seq Scan on shots', '日本語のテーブル', 'cafe\u0301s', 'مشاهد الفيلم', `a${family}b`, 'दृश्य', '각본', 'ﾊﾟｰﾄ', ''];

test.each([
	['Seq Scan', 8],
	['日本語', 6],
	['e\u0301', 1],
	['سلام', 4],
	[family, 2],
	['├─ █▏▁▲', 7],
])('%s takes %d cells', (text, cells) => {
	expect(cellWidth(text)).toBe(cells);
});

test('the signs that screens are drawn with take one cell each, as string-width says, also after a letter and before a combining mark', () => {
	const blocks = Array.from({length: 0x25_a0 - 0x25_00}, (_, at) => String.fromCodePoint(0x25_00 + at));
	for (const sign of [...'·×–…←↑→↓≥▲▸▼●', ...blocks]) {
		expect(`${sign} ${stringWidth(sign)}`).toBe(`${sign} 1`);
		expect(cellWidth(`a${sign}${sign}`)).toBe(stringWidth(`a${sign}${sign}`));
		expect(cellWidth(`${sign}\u0301b`)).toBe(stringWidth(`${sign}\u0301b`));
	}
});

describe('clip', () => {
	test('leaves what fits, and marks what it cut', () => {
		expect(clip('shots', 5)).toBe('shots');
		expect(clip('shots_scene_id', 8)).toBe('shots_s…');
		expect(clip('shots_scene_id', 8, {ellipsis: '...'})).toBe('shots...');
		expect(clip('shots', 2, {ellipsis: '...'})).toBe('sh');
		expect(clip('shots', 0)).toBe('');
	});

	test('never cuts through a character', () => {
		expect(clip('日本語', 4)).toBe('日…');
		expect(clip('日本語', 5)).toBe('日本…');
		expect(clip('e\u0301te\u0301s', 2)).toBe('e\u0301…');
		expect(clip(`${family}${family}`, 3)).toBe(`${family}…`);
		expect(clip(`x${family}`, 2)).toBe('x…');
	});

	test.each(awkward)('never overflows: %s', (text) => {
		for (let width = 0; width <= 20; width++) {
			expect(cellWidth(clip(text, width))).toBeLessThanOrEqual(width);
		}
	});
});

test('padding counts cells, not letters', () => {
	expect(padEnd('日本', 6)).toBe('日本  ');
	expect(padStart('日本', 6)).toBe('  日本');
	expect(padEnd('e\u0301', 3)).toBe('e\u0301  ');
	expect(padStart('12', 1)).toBe('12');
});

describe('wrap', () => {
	test('breaks at spaces, and keeps line breaks and indentation', () => {
		expect(wrap('an index that nobody asked for', 12)).toEqual(['an index', 'that nobody', 'asked for']);
		expect(wrap('select 1\n  from shots where id = 1', 14)).toEqual(['select 1', '  from shots', 'where id = 1']);
		expect(wrap('', 10)).toEqual(['']);
		expect(wrap(' '.repeat(9), 4)).toEqual(['']);
	});

	test('breaks a word that is wider than the line', () => {
		expect(wrap('on shots_scene_id_order', 8)).toEqual(['on', 'shots_sc', 'ene_id_o', 'rder']);
		expect(wrap('日本語', 4)).toEqual(['日本', '語']);
	});

	test('a character wider than the line stands alone', () => {
		expect(wrap('日本', 1)).toEqual(['日', '本']);
	});

	test.each(awkward)('loses nothing and never overflows: %s', (text) => {
		for (let width = 2; width <= 20; width++) {
			const lines = wrap(text, width);
			expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
			expect(Math.max(...lines.map(cellWidth))).toBeLessThanOrEqual(width);
		}
	});
});
