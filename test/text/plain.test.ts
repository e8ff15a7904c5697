import {expect, test} from 'vitest';
import {cellWidth} from '../../source/text/cells.ts';
import {sanitise} from '../../source/text/plain.ts';

test('ordinary text stays as it is, in any script', () => {
	for (const text of ["SELECT * FROM shots WHERE type = 'wide'", 'Größe', '日本語', 'مشاهد الفيلم', 'תסריט', 'क्षेत्र', '😀']) {
		expect(sanitise(text)).toBe(text);
	}
});

test('a query cannot steer the terminal', () => {
	expect(sanitise('a\x1b[2Jb')).toBe('a␛[2Jb');
	expect(sanitise('\x1b]52;c;ZXZpbA==\x07')).toBe('␛]52;c;ZXZpbA==␇');
	expect(sanitise('\x1b\x1b[31m[31m')).toBe('␛␛[31m[31m');
	expect(sanitise('\x9b31m\x90\x9d')).toBe('␦31m␦␦');
	expect(sanitise('\x00\x08\x7f')).toBe('␀␈␡');
});

test('no control character of any kind comes through', () => {
	const everything = Array.from({length: 0x30_00}, (_, code) => String.fromCodePoint(code)).join('');
	expect(sanitise(everything, {maxLength: 20_000})).not.toMatch(/[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f]/);
});

test('line breaks and tabs become a space each', () => {
	expect(sanitise('select\n\t1\r\nfrom\u2028shots\x85')).toBe('select  1 from shots ');
});

test('text cannot reorder what stands beside it', () => {
	expect(sanitise('user\u202e\u2066 admin\u2069\u2066')).toBe('user admin');
	expect(sanitise('\u200fabc\u061c')).toBe('abc');
});

test('what is invisible is gone, so equal looks are equal text', () => {
	expect(sanitise('sho\u200bts\ufeff\u00ad\u2060')).toBe('shots');
	expect(sanitise('tag\u{e0041}\u{e007f}')).toBe('tag');
});

test('emoji have one width: no variation selectors, no joiners', () => {
	expect(sanitise('❤\ufe0f')).toBe('❤');
	expect(cellWidth(sanitise('👨‍👩‍👧'))).toBe(6);
});

test('joiners stay where scripts spell with them', () => {
	expect(sanitise('می‌خواهم')).toBe('می‌خواهم');
	expect(sanitise('क्‍ष')).toBe('क्‍ष');
	expect(sanitise('a\u200d b')).toBe('a b');
});

test('towers of combining marks are cut down', () => {
	expect(sanitise(`z${'\u0301'.repeat(500)}`)).toBe(`z${'\u0301'.repeat(8)}`);
});

test('half a character is shown as one that is missing', () => {
	expect(sanitise('\ud83d!')).toBe('\ufffd!');
});

test('length is bounded, and never through the middle of a character', () => {
	expect(sanitise('shots', {maxLength: 3})).toBe('sho…');
	expect(sanitise('ab😀cd', {maxLength: 3})).toBe('ab…');
	expect(sanitise('\x1b'.repeat(1_000_000))).toHaveLength(10_001);
});
