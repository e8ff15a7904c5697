import {describe, expect, test} from 'vitest';
import {abbaOrder} from '../../source/statistics/abba.ts';
import {compareSamples} from '../../source/statistics/compare-samples.ts';
import type {Comparison} from '../../source/statistics/comparison.ts';
import {noiseFloor, selfHalfWidth} from '../../source/statistics/floor.ts';
import {hodgesLehmannShift} from '../../source/statistics/hodges-lehmann.ts';
import {logTimes} from '../../source/statistics/log-times.ts';
import {nextLook} from '../../source/statistics/looks.ts';
import {median} from '../../source/statistics/median.ts';
import {bimodalMachine, type Machine, seededRandom, spikyMachine, steadyMachine, ticking, wanderingMachine, warmingMachine} from './seeded-noise.ts';

/** The method on machines whose truth is known, each measured as the lab does it: the same figures on every computer. */
const trials = 400;

const machines: ReadonlyArray<readonly [string, (random: () => number) => Machine]> = [
	['steady, 3 % noise', (random) => steadyMachine(random, 0.03)],
	['noisy, 10 %', (random) => steadyMachine(random, 0.1)],
	['log-normal with spikes', (random) => spikyMachine(random, 0.1)],
	['wandering', (random) => wanderingMachine(random, 0.03)],
	['warming up', (random) => warmingMachine(random, 0.02, 0.002)],
	['of two speeds, run by run', (random) => bimodalMachine(random, 0.02, 0.3, 0.5)],
	['of two speeds, for ten runs or so', (random) => bimodalMachine(random, 0.02, 0.5, 0.9)],
];

/** `pairs` of each side, in turns. */
function inTurns(machine: Machine, pairs: number, baselineMs: number, currentMs: number): {readonly baseline: number[]; readonly current: number[]} {
	const baseline: number[] = [];
	const current: number[] = [];
	for (const side of abbaOrder(2, pairs)) {
		(side === 0 ? baseline : current).push(machine(side === 0 ? baselineMs : currentMs));
	}

	return {baseline, current};
}

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

function many(seed: number, machine: (random: () => number) => Machine, baselineMs: number, currentMs: number): readonly Comparison[] {
	const random = seededRandom(seed);
	return Array.from({length: trials}, () => measure(machine(random), baselineMs, currentMs));
}

function share<T>(all: readonly T[], wanted: (one: T) => boolean): number {
	return all.filter(wanted).length / all.length;
}

const claims = ({verdict}: Comparison): boolean => verdict === 'faster' || verdict === 'slower';
/** Ties make an end of the interval equal the truth; a rounding error must not put it beyond. */
const covers = (truth: number) => ({ratio}: Comparison): boolean => ratio.low <= truth * (1 + 1e-9) && ratio.high >= truth / (1 + 1e-9);

describe.each(machines)('on a machine that is %s', (_, machine) => {
	test('identical configurations are called different at most once in twenty', () => {
		const all = many(1, machine, 20, 20);
		expect(share(all, claims)).toBeLessThanOrEqual(0.05);
		expect(share(all, covers(1))).toBeGreaterThanOrEqual(0.95);
	});

	test('the interval shown at the end covers a true change as often as it says, though it was looked at three times', () => {
		expect(share(many(2, machine, 20, 22), covers(20 / 22))).toBeGreaterThanOrEqual(0.95);
	});

	test('half again as slow is found, and 10 % slower is never called no difference', () => {
		const all = many(3, machine, 20, 30);
		expect(share(all, ({verdict}) => verdict === 'slower')).toBeGreaterThanOrEqual(0.95);
		expect(share(all, ({verdict}) => verdict === 'faster')).toBe(0);
		expect(share(many(4, machine, 20, 22), ({verdict}) => verdict === 'no difference')).toBe(0);
	});
});

describe('times of a few microseconds, most of them ties', () => {
	const machine = (random: () => number) => ticking(steadyMachine(random, 0.1));

	test('the interval covers all the more', () => {
		expect(share(many(5, machine, 0.02, 0.02), covers(1))).toBeGreaterThanOrEqual(0.97);
	});

	test('nothing is claimed below 0.05 ms, and five pairs are enough to say so', () => {
		const all = many(6, machine, 0.02, 0.03);
		expect(share(all, ({verdict}) => verdict === 'no difference')).toBe(1);
		expect(share(all, ({pairs}) => pairs === 5)).toBe(1);
	});
});

describe('10 % slower', () => {
	test('is found nine times in ten with 3 % noise', () => {
		const all = many(7, (random) => steadyMachine(random, 0.03), 20, 22);
		expect(share(all, ({verdict}) => verdict === 'slower')).toBeGreaterThanOrEqual(0.98);
		expect(share(all, ({pairs}) => pairs < 20)).toBeGreaterThanOrEqual(0.9);
	});

	test('is found nine times in ten with 5 % noise and spikes', () => {
		expect(share(many(8, (random) => spikyMachine(random, 0.05), 20, 22), ({verdict}) => verdict === 'slower')).toBeGreaterThanOrEqual(0.9);
	});
});

describe.each(machines.slice(0, 3))('on a machine that is %s, the change said to be detectable', (_, machine) => {
	test.each([[5, 0.77], [20, 0.87]])('is found in eight or nine of ten: with %d pairs a share of %d at least', (pairs, least) => {
		const random = seededRandom(9);
		const detectable = median(Array.from({length: trials}, () => {
			const {baseline, current} = inTurns(machine(random), pairs, 20, 20);
			return compareSamples(baseline, current).detectable;
		}));
		const all = Array.from({length: trials}, () => {
			const {baseline, current} = inTurns(machine(random), pairs, 20, 20 * (1 + detectable));
			return compareSamples(baseline, current);
		});
		expect(share(all, ({verdict}) => verdict === 'slower')).toBeGreaterThanOrEqual(least);
	});
});

describe('the noise floor, taken from the baseline against itself', () => {
	test.each(machines.slice(0, 4))('is within a fifth of that of a second series, measured: %s', (_, machine) => {
		for (const pairs of [5, 10, 20]) {
			const random = seededRandom(10);
			const both = Array.from({length: trials}, () => {
				const {baseline, current} = inTurns(machine(random), pairs, 20, 20);
				const {low, high} = hodgesLehmannShift(logTimes(baseline), logTimes(current), 0.05);
				return {itself: selfHalfWidth(baseline, 0.05), measured: (high - low) / 2};
			});
			const ratio = median(both.map(({itself}) => itself)) / median(both.map(({measured}) => measured));
			expect(ratio).toBeGreaterThan(0.8);
			expect(ratio).toBeLessThan(1.2);
		}
	});

	test('is 2 % at the least', () => {
		const random = seededRandom(11);
		expect(noiseFloor(inTurns(steadyMachine(random, 0.001), 20, 20, 20).baseline)).toBe(0.02);
	});
});
