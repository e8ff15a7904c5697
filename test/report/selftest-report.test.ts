import {expect, test} from 'vitest';
import type {SelfComparison} from '../../source/lab/selftest.ts';
import {selftestSummary} from '../../source/report/selftest-summary.ts';
import {selftestText} from '../../source/report/selftest-text.ts';
import type {Verdict} from '../../source/statistics/comparison.ts';
import {run, surroundings} from '../support/surroundings.ts';

const one = run(surroundings(), {});

/** So many comparisons of a query with itself that came out like this. */
function compared(times: number, verdict: Verdict | null, ratio = {value: 1, low: 0.95, high: 1.05}, slowdown: number | null = null): readonly SelfComparison[] {
	const comparison = verdict === null ? null : {ratio, verdict, pairs: 20, confidence: 0.952, floor: 0.02, detectable: 0.06};
	return Array.from({length: times}, () => ({entry: 'q', slowdown, delta: {kind: 'Delta', baseline: one, current: one, comparison, samePlan: false}}));
}

const apart = {value: 0.8, low: 0.7, high: 0.9};

test('eighty comparisons without a false difference are enough to trust', () => {
	const summary = selftestSummary([...compared(60, 'cannot tell'), ...compared(20, 'no difference')]);
	expect(summary).toMatchObject({verdict: 'trustworthy', aa: {rate: {hits: 0, of: 80}, missed: {hits: 0}, pairs: 20, detectable: 0.06}, slowed: null, unfinished: 0});
	expect(selftestText(summary, ['q'])).toMatch(/0 of 80 \(0 %, 0 % to 4\.5 %\) called different.*\nDifferences measured here can be trusted/);
});

test('ten are not, and it says how many are', () => {
	const summary = selftestSummary(compared(10, 'no difference'));
	expect(summary.verdict).toBe('not ruled out');
	expect(selftestText(summary, ['q'])).toMatch(/10 comparisons cannot rule out 5 %: --comparisons 80/);
});

test('more false differences than one in twenty can explain are a no; a few more by chance are not', () => {
	const summary = selftestSummary([...compared(70, 'no difference'), ...compared(10, 'slower', apart)]);
	expect(summary).toMatchObject({verdict: 'not trustworthy', aa: {rate: {hits: 10}, missed: {hits: 10}}});
	expect(selftestText(summary, ['q'])).toMatch(/\nDo not trust differences measured here/);
	expect(selftestSummary([...compared(74, 'no difference'), ...compared(6, 'faster', {value: 1.2, low: 1.1, high: 1.3})]).verdict).toBe('not ruled out');
});

test('of a slowdown it tells how often it was found, and as how much', () => {
	const found = compared(9, 'slower', {value: 1 / 1.1, low: 0.88, high: 0.93}, 0.1);
	const {slowed, aa, verdict} = selftestSummary([...found, ...compared(1, 'cannot tell', apart, 0.1)]);
	expect(slowed).toMatchObject({asked: 0.1, measured: expect.closeTo(0.1, 10) as number, rate: {hits: 9, of: 10}, missed: {hits: 1}});
	expect([aa, verdict]).toEqual([null, null]);
});

test('a statement that ran into its limit is neither', () => {
	expect(selftestSummary([...compared(2, 'no difference'), ...compared(1, null)])).toMatchObject({unfinished: 1, aa: {rate: {of: 2}}});
});
