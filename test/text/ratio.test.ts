import {expect, test} from 'vitest';
import {formatRatio} from '../../source/text/ratio.ts';

test('a faster run says how many times, and how sure that is', () => {
	expect(formatRatio({ratio: {value: 126.2, low: 117.9, high: 133.4}, verdict: 'faster', detectable: 0.02})).toBe('126x faster (118-133)');
	expect(formatRatio({ratio: {value: 1.8, low: 1.74, high: 1.95}, verdict: 'faster', detectable: 0.02})).toBe('1.80x faster (1.74-1.95)');
	expect(formatRatio({ratio: {value: 1234, low: 999.7, high: 1511}, verdict: 'faster', detectable: 0.02})).toBe('1,230x faster (1,000-1,510)');
});

test('a slower run is told from its own side', () => {
	const ratio = {value: 1 / 1.83, low: 1 / 1.95, high: 1 / 1.74};
	expect(formatRatio({ratio, verdict: 'slower', detectable: 0.02})).toBe('1.83x slower (1.74-1.95)');
});

test('without a claim it says what is possible, and what would have been found', () => {
	const ratio = {value: 1.01, low: 0.914, high: 1.24};
	expect(formatRatio({ratio, verdict: 'no difference', detectable: 0.02})).toBe('~ no difference (0.914x-1.24x)');
	expect(formatRatio({ratio, verdict: 'cannot tell', detectable: 0.083})).toBe('~ cannot tell (0.914x-1.24x, detects 8.3 %)');
	expect(formatRatio({ratio, verdict: 'cannot tell', detectable: Infinity})).toBe('~ cannot tell (0.914x-1.24x, too few samples)');
});

test('an interval that 1 is not in says on which side it is, and how what it is of is the same', () => {
	const [slower, faster] = [{value: 1 / 1.3, low: 1 / 1.52, high: 1 / 1.18}, {value: 1.02, low: 1.01, high: 1.03}];
	expect(formatRatio({ratio: slower, verdict: 'no difference', detectable: 0.02}, 'less than 0.05 ms apart')).toBe('~ less than 0.05 ms apart (1.18x-1.52x slower)');
	expect(formatRatio({ratio: slower, verdict: 'cannot tell', detectable: 0.6})).toBe('~ cannot tell (1.18x-1.52x slower, detects 60 %)');
	expect(formatRatio({ratio: faster, verdict: 'no difference', detectable: 0.02})).toBe('~ no difference (1.01x-1.03x faster)');
});
