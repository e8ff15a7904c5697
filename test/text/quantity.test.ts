import {describe, expect, it, test} from 'vitest';
import {formatCompact, formatCount, formatFactor, formatPercent, formatSignedPercent} from '../../source/text/quantity.ts';

test.each([
	[0, '0'],
	[866, '866'],
	[1866, '1,866'],
	[-1866, '-1,866'],
	[1_000_000, '1,000,000'],
	[0.25, '0.25'],
	[1.3333, '1.33'],
	[1866.4, '1,866'],
	[3.2e24, '3.2e24'],
	[null, '-'],
])('%s is counted as %s', (count, text) => {
	expect(formatCount(count)).toBe(text);
});

test.each([
	[1.83, '1.8x'],
	[12.4, '12x'],
	[9.96, '10x'],
	[1234, '1,200x'],
	[1, '1x'],
	[null, '-'],
	[Number.POSITIVE_INFINITY, '-'],
])('a misestimate of %s reads %s', (factor, text) => {
	expect(formatFactor(factor)).toBe(text);
});

test.each([
	[0, '0 %'],
	[0.02, '2 %'],
	[0.1264, '12.6 %'],
	[0.00004, '<0.1 %'],
	[0.9996, '>99.9 %'],
	[1, '100 %'],
	[12, '1,200 %'],
	[-0.5, '-50 %'],
	[null, '-'],
])('the fraction %s reads %s', (fraction, text) => {
	expect(formatPercent(fraction)).toBe(text);
});

test('a change in percent has a sign, unless there is none', () => {
	expect(formatSignedPercent(0.12)).toBe('+12 %');
	expect(formatSignedPercent(-0.032)).toBe('-3.2 %');
	expect(formatSignedPercent(0)).toBe('0 %');
	expect(formatSignedPercent(null)).toBe('-');
});

describe('counts for narrow columns', () => {
	it.each([
		[0, '0'], [9999, '9,999'], [10_000, '10k'], [12_345, '12.3k'], [300_000, '300k'], [999_949, '1M'], [4_560_000, '4.56M'], [1_200_000_000, '1.2G'],
	])('%d is %s', (count, text) => {
		expect(formatCompact(count)).toBe(text);
	});
});
