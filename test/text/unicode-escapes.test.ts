import {expect, test} from 'vitest';
import {quoteForReader} from '../../source/database/quote-identifier.ts';
import {quoteName, readably} from '../../source/insight/quote-name.ts';
import {jsonText} from '../../source/text/json-text.ts';
import {sanitise} from '../../source/text/plain.ts';
import {visibleName, withoutEscapes} from '../../source/text/unicode-escapes.ts';

/** What a screen would drop or replace. */
const hostile = ['evil\u001b[31m\u202e', 'ix_a\u200f', 'say "x"\u00ad', 'line\nbreak', 'tag\u{e0041}', 'back\\slash\u2066', 'a\ufe0f'];

test('a statement that is copied from a screen names what it is about, whatever the name holds', () => {
	for (const name of hostile) {
		for (const quoted of [quoteForReader(name), quoteName(name, true)]) {
			expect(sanitise(quoted)).toBe(quoted);
			expect(withoutEscapes(/^U&"(.*)"$/.exec(quoted)?.[1]?.replaceAll('""', '"') ?? '')).toBe(name);
		}
	}

	expect(['shots', 'Movie Night', 'فيلم', 'می\u200cخواهم'].map(name => quoteForReader(name))).toEqual(['shots', '"Movie Night"', '"فيلم"', '"می\u200cخواهم"']);
});

test('what a plan prints of columns and conditions can be copied as well', () => {
	expect(readably('lower("a\u202e""b"), "plain", c')).toBe('lower(U&"a\\202E""b"), "plain", c');
	expect(readably('(kind = \'v\u001b[2J\\\'::text) AND (x = E\'\\\'"\')')).toBe('(kind = U&\'v\\001B[2J\\\\\'::text) AND (x = E\'\\\'"\')');
});

test('names that differ in what is not seen look different', () => {
	expect(['ix_a', 'ix_a\u200f', 'ix_a\u200b'].map(name => sanitise(visibleName(name)))).toEqual(['ix_a', 'ix_a<U+200F>', 'ix_a<U+200B>']);
});

test('JSON holds nothing that steers a terminal or turns a line round, and says the same', () => {
	const value = {names: hostile, c1: '\u009b31m\u007f', فيلم: 'é😀\t'};
	for (const indent of [0, 2, '\t']) {
		const text = jsonText(value, indent);
		expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200f\u202e\u2066]|\ufe0f|\u{e0041}/u);
		expect(text).toContain('é😀');
		expect(JSON.parse(text)).toEqual(value);
	}
});
