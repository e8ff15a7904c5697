import {describe, expect, test} from 'vitest';
import {mannWhitneyTail} from '../../source/statistics/mann-whitney.ts';

test('5 against 5 has its 252 orders, counted', () => {
	const counts = [1, 1, 2, 3, 5, 7, 9, 11, 14, 16, 18, 19, 20];
	let orders = 0;
	for (const [u, probability] of mannWhitneyTail(5, 5).entries()) {
		orders += counts[u] ?? Number.NaN;
		expect(probability).toBeCloseTo(orders / 252, 12);
	}

	expect(orders * 2).toBe(252);
});

test('does not mind which sample comes first', () => {
	expect(mannWhitneyTail(4, 9).map((p) => p.toFixed(12))).toEqual(mannWhitneyTail(9, 4).map((p) => p.toFixed(12)));
});

/** Mann and Whitney (1947), Annals of Mathematical Statistics 18, up to 8; Milton (1964), JASA 59, p. 925, and whoever reprints it, up to 20. */
describe('critical values as the tables print them, two-sided', () => {
	test.each([
		[5, 5, 0.05, 2],
		[5, 10, 0.05, 8],
		[5, 20, 0.05, 20],
		[7, 12, 0.05, 18],
		[8, 8, 0.05, 13],
		[10, 10, 0.05, 23],
		[13, 16, 0.05, 59],
		[20, 20, 0.05, 127],
		[5, 5, 0.01, 0],
		[10, 10, 0.01, 16],
		[20, 20, 0.01, 105],
	])('%d against %d at %d: %d', (m, n, alpha, critical) => {
		expect(mannWhitneyTail(m, n).findLastIndex((p) => p <= alpha / 2)).toBe(critical);
	});

	test('3 against 3 have none', () => {
		expect(mannWhitneyTail(3, 3)[0]).toBeCloseTo(1 / 20, 12);
	});
});

test('Hollander and Wolfe, permeability of membranes: W = 35, p = 0.1272', () => {
	expect(mannWhitneyTail(10, 5)[10 * 5 - 35]).toBeCloseTo(0.1272, 4);
});

test('the normal approximation takes over where counting ends, and errs towards wider intervals', () => {
	// Exact, computed with whole numbers: P(U <= u) for 51 against 51.
	const tail = mannWhitneyTail(51, 51);
	for (const [u, exact] of [[850, 0.001182], [943, 0.008216], [1008, 0.025192]] as const) {
		expect(tail[u]).toBeGreaterThan(exact);
		expect(tail[u]).toBeLessThan(exact + 0.001);
	}
});
