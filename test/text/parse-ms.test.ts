import {expect, test} from 'vitest';
import {parseMs} from '../../source/text/parse-ms.ts';

test.each([['1ms', 1], ['0.5 ms', 0.5], ['250us', 0.25], ['2s', 2000], ['3', 3], ['', null], ['-1ms', null], ['1 min', null], ['fast', null]])('%s is %s ms', (text, ms) => {
	expect(parseMs(text)).toBe(ms);
});
