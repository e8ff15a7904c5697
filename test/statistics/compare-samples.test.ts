import {describe, expect, test} from 'vitest';
import {compareSamples} from '../../source/statistics/compare-samples.ts';
import {noiseFloor} from '../../source/statistics/floor.ts';
import {looksConfidence} from '../../source/statistics/looks.ts';

const steady = [10, 10.1, 9.9, 10.05, 9.95];
const times = (factor: number): number[] => steady.map((ms) => ms * factor);

describe('verdicts', () => {
	test('half the time is twice as fast, and the interval says so', () => {
		const {ratio, verdict, pairs, confidence} = compareSamples(steady, times(0.5));
		expect(verdict).toBe('faster');
		expect(ratio.value).toBeCloseTo(2, 10);
		expect(ratio.low).toBeGreaterThan(1.95);
		expect(ratio.high).toBeLessThan(2.05);
		expect(pairs).toBe(5);
		expect(confidence).toBe(looksConfidence());
	});

	test('twice the time is slower', () => {
		const {ratio, verdict} = compareSamples(steady, times(2));
		expect(verdict).toBe('slower');
		expect(ratio.value).toBeCloseTo(0.5, 10);
	});

	test('the same times are no difference', () => {
		const quiet = [10, 10.01, 9.99, 10.005, 9.995];
		expect(compareSamples(quiet, quiet)).toMatchObject({verdict: 'no difference', floor: 0.02});
	});

	test('no difference means less than 5 %, however noisy the machine', () => {
		const noisy = [10, 10.9, 9.2, 10.4, 9.7, 10.2, 9.4, 10.6, 9.9, 10.1];
		expect(compareSamples(noisy, noisy).verdict).toBe('cannot tell');
		const calmer = noisy.map((ms) => 10 + (ms - 10) / 3);
		const comparison = compareSamples(calmer, calmer);
		expect(comparison.verdict).toBe('no difference');
		expect(comparison.ratio.low).toBeGreaterThan(1 / 1.05);
	});

	test('a sure change of less than 2 % is no difference worth the name', () => {
		const quiet = [10, 10.01, 9.99, 10.005, 9.995];
		expect(compareSamples(quiet, quiet.map((ms) => ms * 1.01)).verdict).toBe('no difference');
	});

	test('a sure change below the floor is neither claimed nor denied', () => {
		expect(compareSamples(steady, times(1.1), {floor: 0.2}).verdict).toBe('cannot tell');
	});

	test('0.05 ms is nothing, however many times it is', () => {
		const tiny = [0.03, 0.031, 0.029, 0.032, 0.03];
		const comparison = compareSamples(tiny, tiny.map((ms) => ms / 2));
		expect(comparison.ratio.value).toBeCloseTo(2, 10);
		expect(comparison.verdict).toBe('no difference');
		expect(comparison.floor).toBeCloseTo(0.05 / 0.03, 10);
		expect(comparison.detectable).toBeGreaterThan(comparison.floor);
		expect(compareSamples(tiny, tiny.map((ms) => ms * 100)).verdict).toBe('slower');
	});

	test('wide noise around nothing cannot tell', () => {
		expect(compareSamples([10, 14, 7, 12, 9], [11, 8, 15, 9, 10], {floor: 0.05}).verdict).toBe('cannot tell');
	});

	test('too few samples cannot tell, however different they look', () => {
		expect(compareSamples([100, 101], [1, 1.1])).toMatchObject({verdict: 'cannot tell', floor: Infinity, detectable: Infinity, confidence: 1 - 2 / 6});
		expect(compareSamples([100, 101, 102, 103], [1, 1.1, 1.2, 1.3]).verdict).toBe('cannot tell');
		expect(compareSamples([100, 101, 99], Array.from({length: 20}, () => 50)).verdict).toBe('cannot tell');
	});

	test('a time too short for EXPLAIN to print is still a number', () => {
		const {ratio} = compareSamples([0, 0, 0, 0, 0], [0, 0.001, 0, 0, 0]);
		expect(ratio).toEqual({value: 1, low: 1, high: 1});
	});
});

test('a number of pairs fixed beforehand is looked at once, and needs less to tell', () => {
	const noisy = [10, 10.9, 9.2, 10.4, 9.7];
	const slower = noisy.map((ms) => ms * 1.13);
	expect(compareSamples(noisy, slower).verdict).toBe('cannot tell');
	const once = compareSamples(noisy, slower, {once: true});
	expect(once.verdict).toBe('slower');
	expect(once.confidence).toBeCloseTo(1 - 8 / 252, 10);
});

describe('floor', () => {
	test('is 2 % on a quiet machine, and more on a noisy one', () => {
		expect(noiseFloor([10, 10.01, 9.99, 10, 10.02, 9.98, 10, 10.01])).toBe(0.02);
		expect(noiseFloor([10, 14, 7, 12, 9, 11, 8, 13])).toBeGreaterThan(0.2);
	});

	test('becomes finer with more samples of the same noise', () => {
		const five = [10, 10.9, 9.2, 10.4, 9.7];
		expect(noiseFloor([...five, ...five, ...five, ...five])).toBeLessThan(noiseFloor(five) / 2);
	});

	test('is unknown below four samples', () => {
		expect(noiseFloor([10, 10, 10])).toBe(Infinity);
	});
});

test('what one comparison claims, one of several does not, when chance could have made it', () => {
	const baseline = [10, 10.1, 10.2, 10.3, 10.4];
	const current = [11, 11.1, 11.2, 11.3, 11.4];
	expect(compareSamples(baseline, current).verdict).toBe('slower');
	// Of 252 orders of five and five two are as extreme: too many for a third of a third of 5 %.
	expect(compareSamples(baseline, current, {together: 3}).verdict).toBe('cannot tell');
	const twice = (samples: readonly number[]) => [...samples, ...samples.map(ms => ms + 0.01)];
	expect(compareSamples(twice(baseline), twice(current), {together: 3})).toMatchObject({verdict: 'slower', pairs: 10});
});
