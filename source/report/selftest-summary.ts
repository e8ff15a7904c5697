import type {SelfComparison} from '../lab/selftest.ts';
import {median} from '../statistics/median.ts';
import {type Rate, rateInterval} from '../statistics/rate-interval.ts';

export interface SelftestSummary {
	/** Comparisons of a thing with itself, and how many were called different; null when none were made. */
	readonly aa: SelftestSide | null;
	/** Comparisons with a slowed side, and how many were called slower. */
	readonly slowed: (SelftestSide & {readonly asked: number; readonly measured: number | null}) | null;
	/** Comparisons without a result: a statement ran into its limit. */
	readonly unfinished: number;
	readonly verdict: 'trustworthy' | 'not ruled out' | 'not trustworthy' | null;
}

export interface SelftestSide {
	readonly rate: Rate;
	/** Intervals that missed the truth; 5 % may. For a slowdown the truth is what was asked for. */
	readonly missed: Rate;
	/** Medians over the comparisons. */
	readonly pairs: number;
	readonly detectable: number;
}

/** A claim in twenty may be wrong; more than that, beyond what chance makes of so many comparisons, and nobody should believe the others. */
const allowed = 0.05;

export function selftestSummary(results: readonly SelfComparison[]): SelftestSummary {
	const finished = results.filter(({delta}) => delta.comparison !== null);
	const plain = finished.filter(({slowdown}) => slowdown === null);
	const slowed = finished.filter(({slowdown}) => slowdown !== null);
	const asked = slowed[0]?.slowdown ?? 0;
	const aa = plain.length === 0 ? null : sideOf(plain, 0, ['faster', 'slower']);
	return {
		aa,
		slowed: slowed.length === 0 ? null : {...sideOf(slowed, asked, ['slower']), asked, measured: middle(comparisonsOf(slowed).map(({ratio}) => 1 / ratio.value - 1))},
		unfinished: results.length - finished.length,
		verdict: aa === null ? null : (aa.rate.low > allowed ? 'not trustworthy' : (aa.rate.high > allowed ? 'not ruled out' : 'trustworthy')),
	};
}

function sideOf(results: readonly SelfComparison[], truth: number, hits: readonly string[]): SelftestSide {
	const comparisons = comparisonsOf(results);
	const ratio = 1 / (1 + truth);
	return {
		rate: rateInterval(comparisons.filter(({verdict}) => hits.includes(verdict)).length, comparisons.length),
		missed: rateInterval(comparisons.filter(one => one.ratio.low > ratio || one.ratio.high < ratio).length, comparisons.length),
		pairs: median(comparisons.map(({pairs}) => pairs)),
		detectable: median(comparisons.map(({detectable}) => detectable)),
	};
}

function comparisonsOf(results: readonly SelfComparison[]) {
	return results.flatMap(({delta}) => delta.comparison ?? []);
}

function middle(values: readonly number[]): number | null {
	return values.length === 0 ? null : median(values);
}
