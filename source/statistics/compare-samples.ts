import type {Comparison, Verdict} from './comparison.ts';
import {detectableChange} from './detectable-change.ts';
import {noiseFloor, smallestFloor} from './floor.ts';
import {hodgesLehmannShift} from './hodges-lehmann.ts';
import {logTimes, resolutionMs} from './log-times.ts';
import {lookAlpha, looksConfidence, totalAlpha} from './looks.ts';
import {median} from './median.ts';

/** In ms: below what a statement's time repeats to, however long it is measured. */
export const smallestChangeMs = 0.05;

/** Two configurations that differ by less than 5 % are as good as each other. */
export const sameWithin = 0.05;

export interface CompareOptions {
	/** The samples are looked at this once, as their number was fixed beforehand. Default: at 5, 10 and 20 pairs, until decided. */
	readonly once?: boolean;
	/** Relative change below which nothing is claimed, 0.02 = 2 %. Default: what the baseline's own noise allows. */
	readonly floor?: number;
	/** How many comparisons are claimed together, of which none may be wrong more often than one would be alone. Default: this one. */
	readonly together?: number;
}

/**
 * Baseline against current: run times in ms, in the order they were taken, warm-ups dropped. The ratio is baseline / current.
 *
 * - `faster` or `slower`: the interval excludes 1, and the measured change is more than the floor and more than 0.05 ms;
 * - `no difference`: the whole interval lies within 5 % (or 0.05 ms), whatever the noise; within 2 % when it excludes 1, for then there is
 *   a difference, only not one worth the name;
 * - `cannot tell`: otherwise, and always when there are too few samples for an interval of that confidence.
 *
 * Throws a bug when a side has no samples.
 */
export function compareSamples(
	baseline: readonly number[],
	current: readonly number[],
	{once = false, floor = noiseFloor(baseline), together = 1}: CompareOptions = {},
): Comparison {
	const alpha = (once ? totalAlpha : lookAlpha) / together;
	const shift = hodgesLehmannShift(logTimes(baseline), logTimes(current), alpha);
	const ratio = {value: Math.exp(shift.value), low: Math.exp(shift.low), high: Math.exp(shift.high)};
	const baselineMs = Math.max(resolutionMs, median(baseline));
	// Change grows on both sides of 1, so an interval is negligible when both its ends are.
	const negligible = (at: number, band: number): boolean =>
		Math.abs(Math.log(at)) <= Math.log1p(band) || Math.abs(baselineMs - baselineMs / at) <= smallestChangeMs;

	const excludesOne = ratio.low > 1 || ratio.high < 1;
	const band = excludesOne ? smallestFloor : sameWithin;
	let verdict: Verdict = 'cannot tell';
	if (shift.confidence >= 1 - alpha && Number.isFinite(floor)) {
		if (excludesOne && !negligible(ratio.value, floor)) {
			verdict = ratio.value > 1 ? 'faster' : 'slower';
		} else if (negligible(ratio.low, band) && negligible(ratio.high, band)) {
			verdict = 'no difference';
		}
	}

	const effectiveFloor = Math.max(floor, smallestChangeMs / baselineMs);
	return {
		ratio,
		verdict,
		pairs: Math.min(baseline.length, current.length),
		confidence: Math.min(1 - together * (1 - shift.confidence), once ? 1 : looksConfidence(together)),
		floor: effectiveFloor,
		detectable: detectableChange(baseline, effectiveFloor, alpha),
	};
}
