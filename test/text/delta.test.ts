import {expect, test} from 'vitest';
import {formatDelta} from '../../source/text/delta.ts';

test.each([
	[1866, 13, '▼99.3 %'],
	[100, 112, '▲12 %'],
	[13, 13, '='],
	[0, 0, '='],
	[0, 7, '▲ new'],
	[7, 0, '▼100 %'],
	[13, 1866, '▲140x'],
	[1_000_000, 1_000_001, '▲<0.1 %'],
	[null, 7, '-'],
	[7, null, '-'],
])('from %s to %s blocks: %s', (before, after, text) => {
	expect(formatDelta(before, after)).toBe(text);
});

test('without arrows in ASCII', () => {
	expect(formatDelta(100, 112, {ascii: true})).toBe('+12 %');
	expect(formatDelta(112, 100, {ascii: true})).toBe('-10.7 %');
});
