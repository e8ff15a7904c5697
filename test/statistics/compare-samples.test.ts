import {describe, expect, test} from 'vitest';
import {abbaOrder} from '../../source/statistics/abba.ts';
import {compareSamples} from '../../source/statistics/compare-samples.ts';
import type {Comparison} from '../../source/statistics/comparison.ts';
import {detectableChange} from '../../source/statistics/floor.ts';
import {nextLook} from '../../source/statistics/looks.ts';
import {type Machine, seededRandom, spikyMachine, steadyMachine, wanderingMachine, warmingMachine} from './seeded-noise.ts';

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
		expect(confidence).toBeGreaterThanOrEqual(1 - 0.05 / 3);
	});

	test('twice the time is slower', () => {
		const {ratio, verdict} = compareSamples(steady, times(2));
		expect(verdict).toBe('slower');
		expect(ratio.value).toBeCloseTo(0.5, 10);
	});

	test('the same times are no difference, down to 2 %', () => {
		const quiet = [10, 10.01, 9.99, 10.005, 9.995];
		expect(compareSamples(quiet, quiet)).toMatchObject({verdict: 'no difference', floor: 0.02});
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
		expect(compareSamples(tiny, tiny.map((ms) => ms * 100)).verdict).toBe('slower');
	});

	test('wide noise around nothing cannot tell', () => {
		expect(compareSamples([10, 14, 7, 12, 9], [11, 8, 15, 9, 10], {floor: 0.05}).verdict).toBe('cannot tell');
	});

	test('too few samples cannot tell, however different they look', () => {
		expect(compareSamples([100, 101], [1, 1.1])).toMatchObject({verdict: 'cannot tell', floor: Infinity});
		expect(compareSamples([100, 101, 102, 103], [1, 1.1, 1.2, 1.3]).verdict).toBe('cannot tell');
		expect(compareSamples([100, 101, 99], Array.from({length: 20}, () => 50)).verdict).toBe('cannot tell');
	});

	test('a time too short for EXPLAIN to print is still a number', () => {
		const {ratio} = compareSamples([0, 0, 0, 0, 0], [0, 0.001, 0, 0, 0]);
		expect(ratio).toEqual({value: 1, low: 1, high: 1});
	});
});

describe('floor', () => {
	test('is 2 % on a quiet machine, and more on a noisy one', () => {
		expect(detectableChange([10, 10.01, 9.99, 10, 10.02, 9.98, 10, 10.01])).toBe(0.02);
		expect(detectableChange([10, 14, 7, 12, 9, 11, 8, 13])).toBeGreaterThan(0.2);
	});

	test('a drift is not noise: the halves share it', () => {
		const drifting = Array.from({length: 8}, (_, i) => 10 + i);
		const shuffled = [10, 17, 11, 16, 15, 12, 14, 13];
		expect(detectableChange(drifting)).toBeLessThanOrEqual(detectableChange(shuffled));
	});

	test('is unknown below four samples', () => {
		expect(detectableChange([10, 10, 10])).toBe(Infinity);
	});
});

/** As the lab measures: ABBA, and further looks while undecided. */
function measure(machine: Machine, baselineMs: number, currentMs: number): Comparison {
	const baseline: number[] = [];
	const current: number[] = [];
	let comparison: Comparison | null = null;
	for (;;) {
		const more = nextLook(baseline.length, 0, comparison);
		if (more === 'stop') {
			return comparison ?? expect.unreachable();
		}

		for (const side of abbaOrder(2, more)) {
			(side === 0 ? baseline : current).push(machine(side === 0 ? baselineMs : currentMs));
		}

		comparison = compareSamples(baseline, current);
	}
}

function share(wanted: (comparison: Comparison) => boolean, trials: number, trial: () => Comparison): number {
	return Array.from({length: trials}, trial).filter(wanted).length / trials;
}

const machines: readonly [string, (random: () => number) => Machine][] = [
	['steady, 3 % noise', (random) => steadyMachine(random, 0.03)],
	['noisy, 10 %', (random) => steadyMachine(random, 0.1)],
	['lognormal with spikes', (random) => spikyMachine(random, 0.1)],
	['wandering', (random) => wanderingMachine(random, 0.03)],
	['warming up', (random) => warmingMachine(random, 0.02, 0.002)],
];

describe.each(machines)('on a machine that is %s', (_, machine) => {
	test('identical configurations are called different at most once in twenty', () => {
		const random = seededRandom(1);
		const claims = ({verdict}: Comparison): boolean => verdict === 'faster' || verdict === 'slower';
		expect(share(claims, 400, () => measure(machine(random), 20, 20))).toBeLessThanOrEqual(0.05);
	});

	test('half again as slow is found, and never denied', () => {
		const random = seededRandom(2);
		const verdicts = Array.from({length: 200}, () => measure(machine(random), 20, 30).verdict);
		expect(verdicts.filter((verdict) => verdict === 'slower').length).toBeGreaterThanOrEqual(190);
		expect(verdicts).not.toContain('no difference');
		expect(verdicts).not.toContain('faster');
	});
});

test('10 % slower is found nine times in ten with 20 pairs and 3 % noise', () => {
	const random = seededRandom(3);
	const found = share(({verdict}) => verdict === 'slower', 400, () => {
		const machine = steadyMachine(random, 0.03);
		const baseline: number[] = [];
		const current: number[] = [];
		for (const side of abbaOrder(2, 20)) {
			(side === 0 ? baseline : current).push(machine(side === 0 ? 20 : 22));
		}

		return compareSamples(baseline, current);
	});
	expect(found).toBeGreaterThanOrEqual(0.9);
});

test('the interval covers the true ratio as often as it says', () => {
	const random = seededRandom(4);
	const covers = ({ratio}: Comparison): boolean => ratio.low <= 1.25 && ratio.high >= 1.25;
	const samples = (machine: Machine, ms: number): number[] => Array.from({length: 10}, () => machine(ms));
	const covered = share(covers, 1000, () => {
		const machine = spikyMachine(random, 0.1);
		return compareSamples(samples(machine, 25), samples(machine, 20), {alpha: 0.05});
	});
	expect(covered).toBeGreaterThanOrEqual(0.94);
});
