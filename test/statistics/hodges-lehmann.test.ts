import {expect, test} from 'vitest';
import {hodgesLehmannShift} from '../../source/statistics/hodges-lehmann.ts';
import {median} from '../../source/statistics/median.ts';

test('the median is the middle, or between the two middle ones', () => {
	expect(median([3, 1, 2])).toBe(2);
	expect(median([4, 1, 3, 2])).toBe(2.5);
	expect(() => median([])).toThrow('The median of no values');
});

/** Hollander and Wolfe (1973), table 4.1: the example of R's help page for wilcox.test, with conf.int = TRUE. */
test('permeability of membranes: shift 0.305, 95 % interval -0.15 to 0.76, as R says', () => {
	const atTerm = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
	const early = [1.15, 0.88, 0.9, 0.74, 1.21];
	const shift = hodgesLehmannShift(atTerm, early, 0.05);
	expect(shift.value).toBeCloseTo(0.305, 10);
	expect(shift.low).toBeCloseTo(-0.15, 10);
	expect(shift.high).toBeCloseTo(0.76, 10);
	expect(shift.confidence).toBeCloseTo(1 - 2 * 0.01998, 5);
});

/**
 * The other example of that page: Ozone in May and August, R's airquality. W = 127.5 there, and as there are ties, R approximates; the estimate
 * and the interval are those of the ordered differences, recomputed with whole numbers.
 */
test('New York air in May and August, full of ties: 32 ppb less', () => {
	const may = [41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18, 14, 34, 6, 30, 11, 1, 11, 4, 32, 23, 45, 115, 37];
	const august = [39, 9, 16, 78, 35, 66, 122, 89, 110, 44, 28, 65, 22, 59, 23, 31, 44, 21, 9, 45, 168, 73, 76, 118, 84, 85];
	const shift = hodgesLehmannShift(may, august, 0.05);
	expect(shift).toMatchObject({value: -32, low: -53, high: -15});
	const above = may.flatMap((a) => august.map((b) => Math.sign(a - b) / 2 + 0.5)).reduce((sum, one) => sum + one);
	expect(above).toBe(127.5);
});

test('turning the samples around turns the shift around', () => {
	const shift = hodgesLehmannShift([5, 7, 9, 11, 14], [1, 2, 4, 8, 9], 0.05);
	const back = hodgesLehmannShift([1, 2, 4, 8, 9], [5, 7, 9, 11, 14], 0.05);
	expect([back.value, back.low, back.high]).toEqual([-shift.value, -shift.high, -shift.low]);
});

test('5 against 5 reach the confidence of one look of three: 250 of 252 orders less the next two', () => {
	expect(hodgesLehmannShift([1, 2, 3, 4, 5], [1, 2, 3, 4, 5], 0.05 / 3).confidence).toBeCloseTo(1 - 4 / 252, 12);
});

test('one wild sample does not move the shift', () => {
	const calm = hodgesLehmannShift([10, 11, 12, 13, 14, 15, 16, 17, 18, 19], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 0.05);
	const wild = hodgesLehmannShift([10, 11, 12, 13, 14, 15, 16, 17, 18, 1e6], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 0.05);
	expect(Math.abs(wild.value - calm.value)).toBeLessThanOrEqual(1);
	expect(wild.high).toBeLessThan(20);
});

test('too few values give all they have, and say how little that is', () => {
	const shift = hodgesLehmannShift([4, 5, 6], [1, 2, 3], 0.05);
	expect(shift).toEqual({value: 3, low: 1, high: 5, confidence: 0.9});
	expect(hodgesLehmannShift([2], [1], 0.05)).toEqual({value: 1, low: 1, high: 1, confidence: 0});
	expect(() => hodgesLehmannShift([], [1], 0.05)).toThrow('samples on both sides');
});
