import {expect, test} from 'vitest';
import {rateInterval} from '../../source/statistics/rate-interval.ts';

test('682 of 925, the example of R\'s help page for binom.test: 0.7076683 to 0.7654066', () => {
	const {rate, low, high} = rateInterval(682, 925);
	expect(rate).toBeCloseTo(0.7372973, 7);
	expect(low).toBeCloseTo(0.7076683, 7);
	expect(high).toBeCloseTo(0.7654066, 7);
});

test('none of n: at most 1 less the n-th root of 0.025; 72 trials are the fewest that rule out 5 %', () => {
	expect(rateInterval(0, 72)).toMatchObject({low: 0, high: expect.closeTo(0.0499441, 7) as number});
	expect(rateInterval(0, 71).high).toBeGreaterThan(0.05);
	expect(rateInterval(80, 80)).toMatchObject({high: 1, low: expect.closeTo(1 - 0.0450640, 6) as number});
});

test('without trials nothing is known', () => {
	expect(rateInterval(0, 0)).toMatchObject({rate: 0, low: 0, high: 1});
});
