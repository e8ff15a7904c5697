import {abbaOrder} from './abba.ts';
import {hodgesLehmannShift} from './hodges-lehmann.ts';
import {logTimes} from './log-times.ts';

/** Nobody acts on less, and clocks, caches and frequency scaling make identical plans differ by this much. */
export const smallestFloor = 0.02;

/**
 * The smallest relative change (0.02 = 2 %) worth claiming on this machine now: the half-width of the 95 % interval that the baseline gets when
 * it is compared with itself, but at least 2 %. Its samples (ms, in the order they were taken) are split into two halves the ABBA way,
 * 0 3 4 7 ... against 1 2 5 6 ..., so that a drift does not pass for noise. Half the samples give a wider interval than the comparison
 * itself will have: the floor errs on the side of saying less. Infinity below four samples, which have no halves to compare.
 */
export function detectableChange(baselineSamples: readonly number[]): number {
	const times = logTimes(baselineSamples);
	if (times.length < 4) {
		return Number.POSITIVE_INFINITY;
	}

	const sides = abbaOrder(2, Math.ceil(times.length / 2));
	const {low, high} = hodgesLehmannShift(
		times.filter((_, i) => sides[i] === 0),
		times.filter((_, i) => sides[i] === 1),
		0.05,
	);
	return Math.max(smallestFloor, Math.expm1((high - low) / 2));
}
