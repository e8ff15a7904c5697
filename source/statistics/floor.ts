import {hodgesLehmannShift} from './hodges-lehmann.ts';
import {logTimes} from './log-times.ts';
import {totalAlpha} from './looks.ts';

/** Nobody acts on less, and clocks, caches and frequency scaling make identical plans differ by this much. */
export const smallestFloor = 0.02;

/**
 * The relative change (0.02 = 2 %) below which nothing is claimed: the half-width of the 95 % interval that as many pairs of the baseline
 * against itself would have, but at least 2 %. Infinity below four samples, which have no such interval.
 *
 * No A/A run is measured for it. A second series of the baseline would have the first one's noise, so the first takes its place: over
 * simulated machines the half-width is within a fifth of a measured one's. Splitting the samples into halves is no substitute: it is half again to
 * twice as coarse from 10 samples on, and too fine with 5, of which 3 against 2 have no 95 % interval at all. docs/measuring.md has the figures.
 */
export function noiseFloor(baselineSamples: readonly number[]): number {
	return Math.max(smallestFloor, Math.expm1(selfHalfWidth(baselineSamples, totalAlpha)));
}

/** Half the width of the interval that these samples get against themselves, in log time. */
export function selfHalfWidth(samples: readonly number[], alpha: number): number {
	const times = logTimes(samples);
	const {low, high, confidence} = hodgesLehmannShift(times, times, alpha);
	return confidence < 1 - alpha ? Number.POSITIVE_INFINITY : (high - low) / 2;
}
