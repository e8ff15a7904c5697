import {describe, expect, test} from 'vitest';
import {heatBar} from '../../source/text/bar.ts';
import {sparkline} from '../../source/text/sparkline.ts';

describe('heat bar', () => {
	test.each([
		[0, '    '],
		[0.5, '██  '],
		[0.53125, '██▏ '],
		[0.99, '████'],
		[1, '████'],
		[7, '████'],
		[-1, '    '],
		[null, '    '],
		[Number.NaN, '    '],
	])('%s of the time', (fraction, bar) => {
		expect(heatBar(fraction, 4)).toBe(bar);
	});

	test('a part above zero never vanishes', () => {
		expect(heatBar(1e-9, 4)).toBe('▏   ');
		expect(heatBar(1e-9, 4, {ascii: true})).toBe('#   ');
	});

	test('takes exactly its cells', () => {
		for (let step = 0; step <= 100; step++) {
			expect(heatBar(step / 100, 7)).toHaveLength(7);
			expect(heatBar(step / 100, 7, {ascii: true})).toMatch(/^#* *$/);
		}

		expect(heatBar(1, 0)).toBe('');
	});

	test('rounds up what is there, not what arithmetic adds', () => {
		expect(heatBar(0.7, 10)).toBe('███████   ');
	});
});

describe('sparkline', () => {
	test('spans from the smallest to the largest', () => {
		expect(sparkline([1, 2, 3, 4, 5, 6, 7, 8], 8)).toBe('▁▂▃▄▅▆▇█');
		expect(sparkline([1, 8], 8, {ascii: true})).toBe('_#');
	});

	test('from zero, a small change looks small', () => {
		expect(sparkline([100, 99], 8)).toBe('█▁');
		expect(sparkline([100, 99], 8, {zeroBased: true})).toBe('██');
		expect(sparkline([0, 0], 8, {zeroBased: true})).toBe('▁▁');
	});

	test('equal values are a line', () => {
		expect(sparkline([5, 5, 5], 8)).toBe('▄▄▄');
	});

	test('a spike survives being squeezed', () => {
		const samples = Array.from({length: 100}, (_, i) => (i === 37 ? 50 : 1));
		const line = sparkline(samples, 10);
		expect(line).toBe('▁▁▁█▁▁▁▁▁▁');
	});

	test('what is not a number is a gap', () => {
		expect(sparkline([1, Number.NaN, 2], 8)).toBe('▁ █');
		expect(sparkline([], 8)).toBe('');
	});
});
