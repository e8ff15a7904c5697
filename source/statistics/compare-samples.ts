import type {Comparison, Verdict} from './comparison.ts';
import {detectableChange, smallestFloor} from './floor.ts';
import {hodgesLehmannShift} from './hodges-lehmann.ts';
import {logTimes, resolutionMs} from './log-times.ts';
import {lookAlpha} from './looks.ts';
import {median} from './median.ts';

/** In ms: below what a statement's time repeats to, however long it is measured. */
const smallestChangeMs = 0.05;

export interface CompareOptions {
	/** Chance of an interval that misses the truth, both sides together. Default: that of one look of three. */
	readonly alpha?: number;
	/** Smallest relative change worth claiming, 0.02 = 2 %. Default: what the baseline's own noise allows. */
	readonly floor?: number;
}

/**
 * Baseline against current: run times in ms, in the order they were taken, warm-ups dropped. The ratio is baseline / current.
 *
 * A change is negligible when it is within the floor or within 0.05 ms. The verdict is
 * - `faster` or `slower` when the interval excludes 1 and the measured change is not negligible;
 * - `no difference` when the whole interval is negligible, so that a difference worth the name is ruled out. An interval that excludes 1
 *   must lie within 2 % (or 0.05 ms) for that: a noisy baseline is no reason to overlook a difference that is there;
 * - `cannot tell` otherwise, and always when there are too few samples for an interval of confidence 1 - alpha, or for a floor.
 *
 * Throws a bug when a side has no samples.
 */
export function compareSamples(
	baseline: readonly number[],
	current: readonly number[],
	{alpha = lookAlpha, floor = detectableChange(baseline)}: CompareOptions = {},
): Comparison {
	const shift = hodgesLehmannShift(logTimes(baseline), logTimes(current), alpha);
	const ratio = {value: Math.exp(shift.value), low: Math.exp(shift.low), high: Math.exp(shift.high)};
	const baselineMs = Math.max(resolutionMs, median(baseline));
	// Change grows on both sides of 1, so an interval is negligible when both its ends are.
	const negligible = (at: number, band: number): boolean =>
		Math.abs(Math.log(at)) <= Math.log1p(band) || Math.abs(baselineMs - baselineMs / at) <= smallestChangeMs;

	const excludesOne = ratio.low > 1 || ratio.high < 1;
	const band = excludesOne ? Math.min(floor, smallestFloor) : floor;
	let verdict: Verdict = 'cannot tell';
	if (shift.confidence >= 1 - alpha && Number.isFinite(floor)) {
		if (excludesOne && !negligible(ratio.value, floor)) {
			verdict = ratio.value > 1 ? 'faster' : 'slower';
		} else if (negligible(ratio.low, band) && negligible(ratio.high, band)) {
			verdict = 'no difference';
		}
	}

	return {
		ratio,
		verdict,
		pairs: Math.min(baseline.length, current.length),
		confidence: shift.confidence,
		floor: Math.max(floor, smallestChangeMs / baselineMs),
	};
}
