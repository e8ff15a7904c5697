import {expect, test} from 'vitest';
import {formatMs} from '../../source/text/duration.ts';

test.each([
	[0.04, '0.04 ms'],
	[0.126, '0.13 ms'],
	[4.9, '4.9 ms'],
	[5.054, '5.05 ms'],
	[12.345, '12.3 ms'],
	[126, '126 ms'],
	[999.4, '999 ms'],
	[999.6, '1 s'],
	[3200, '3.2 s'],
	[41_260, '41.3 s'],
	[59_960, '1 min 00 s'],
	[125_000, '2 min 05 s'],
	[3_599_600, '1 h 00 min'],
	[7_380_000, '2 h 03 min'],
])('%d ms reads %s', (ms, text) => {
	expect(formatMs(ms)).toBe(text);
});

test('a time above zero never reads as zero', () => {
	expect(formatMs(0.0001)).toBe('<0.01 ms');
	expect(formatMs(0.00499)).toBe('<0.01 ms');
	expect(formatMs(0.005)).toBe('0.01 ms');
	expect(formatMs(0)).toBe('0 ms');
});

test('what Postgres did not say is a dash', () => {
	expect(formatMs(null)).toBe('-');
	expect(formatMs(Number.NaN)).toBe('-');
});

test('a saving keeps its sign', () => {
	expect(formatMs(-4.9)).toBe('-4.9 ms');
});
