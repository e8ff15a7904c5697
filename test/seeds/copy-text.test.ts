import {expect, test} from 'vitest';
import {copyLine} from '../../seeds/copy-text.ts';

test.each([
	['columns are parted by tabs', ['a', 1, 'b'], 'a\t1\tb\n'],
	['NULL is no text, and the text \\N is no NULL', [null, '\\N', null], '\\N\t\\\\N\t\\N\n'],
	['an empty string is not NULL', ['', null, ''], '\t\\N\t\n'],
	['what would end a column or a row is escaped', ['a\tb\nc\rd\\e'], 'a\\tb\\nc\\rd\\\\e\n'],
	['the mark that ends a COPY is only text', ['\\.'], '\\\\.\n'],
	['Arabic, emoji and quotes go as they are', ['ليلى "المصري" 🎬'], 'ليلى "المصري" 🎬\n'],
])('%s', (_, values, line) => {
	expect(copyLine(values)).toBe(line);
});
