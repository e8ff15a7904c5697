import {expect, test} from 'vitest';
import type {Comparison, Verdict} from '../../source/statistics/comparison.ts';
import {looksConfidence, nextLook} from '../../source/statistics/looks.ts';

function after(pairs: number, verdict: Verdict): Comparison {
	return {ratio: {value: 1, low: 0.9, high: 1.1}, verdict, pairs, confidence: 0.952, floor: 0.02, detectable: 0.1};
}

test('5 pairs, then 10, then 20 while it cannot tell', () => {
	expect(nextLook(0, 0, null)).toBe(5);
	expect(nextLook(5, 100, after(5, 'cannot tell'))).toBe(5);
	expect(nextLook(10, 200, after(10, 'cannot tell'))).toBe(10);
	expect(nextLook(20, 400, after(20, 'cannot tell'))).toBe('stop');
});

test('a decision ends it', () => {
	expect(nextLook(5, 100, after(5, 'faster'))).toBe('stop');
	expect(nextLook(10, 100, after(10, 'slower'))).toBe('stop');
	expect(nextLook(5, 100, after(5, 'no difference'))).toBe('stop');
});

test('three looks together are sure to more than 95 %, which is what the screen says', () => {
	// Two-sided: 4 of 252 orders at 5 pairs, then what the tables leave below 1/60 a side at 10 and 20.
	expect(looksConfidence()).toBeGreaterThanOrEqual(0.95);
	expect(looksConfidence()).toBeLessThan(0.955);
});

test('several comparisons together are sure to as much as one', () => {
	for (const comparisons of [2, 3, 5, 10]) {
		expect(looksConfidence(comparisons)).toBeGreaterThanOrEqual(0.95);
		expect(looksConfidence(comparisons)).toBeLessThan(1);
	}
});

test('the budget ends it, decided or not', () => {
	expect(nextLook(5, 3000, after(5, 'cannot tell'))).toBe('stop');
	expect(nextLook(5, 3000, after(5, 'cannot tell'), 10_000)).toBe(5);
	expect(nextLook(1, 4000, null)).toBe('stop');
});

test('between looks nothing is decided', () => {
	expect(nextLook(7, 100, after(7, 'faster'))).toBe(3);
});
