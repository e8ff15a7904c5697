import {PlanflipError} from '../errors.ts';
import {mannWhitneyTail} from './mann-whitney.ts';
import {median} from './median.ts';

/** How far the first sample lies above the second, in the samples' own unit. */
export interface Shift {
	readonly value: number;
	readonly low: number;
	readonly high: number;
	/** Confidence that [low, high] covers the true shift: at least 1 - alpha, or the most that so few values can give. */
	readonly confidence: number;
}

/**
 * The Hodges-Lehmann shift between two independent samples: the median of all m x n differences, with the rank interval that inverts the
 * Mann-Whitney test (Hollander and Wolfe, Nonparametric Statistical Methods, section 4.3; R's wilcox.test(conf.int = TRUE)).
 * No outlier moves it far, and nothing is assumed of the noise but that it is the same on both sides.
 *
 * Two samples rather than paired differences, because runs come in fives: with 5 pairs the signed-rank test cannot go below 2/32 = 0.0625,
 * while 5 against 5 separate values happen by chance in 2 of 252 orders, 0.0079. Order ABBA has already cancelled what pairing would.
 * With ties (EXPLAIN prints whole microseconds) the interval covers at least as often as it says.
 */
export function hodgesLehmannShift(first: readonly number[], second: readonly number[], alpha: number): Shift {
	if (first.length === 0 || second.length === 0) {
		throw new PlanflipError('bug', {message: 'A shift needs samples on both sides.'});
	}

	const differences = new Float64Array(first.length * second.length);
	for (const [i, a] of first.entries()) {
		differences.set(second.map((b) => a - b), i * second.length);
	}

	differences.sort();
	const {rank, confidence} = rankInterval(first.length, second.length, alpha);
	return {
		value: median(differences),
		low: differences[rank - 1] ?? Number.NaN,
		high: differences[differences.length - rank] ?? Number.NaN,
		confidence,
	};
}

/** Which of the m x n ordered differences bound the interval, counted from both ends (from 1), and the confidence that they give. */
export function rankInterval(m: number, n: number, alpha: number): {readonly rank: number; readonly confidence: number} {
	const tail = mannWhitneyTail(m, n);
	// The interval from the k-th smallest to the k-th largest difference misses on either side with P(U <= k - 1).
	const rank = Math.max(1, tail.findIndex((probability) => probability > alpha / 2));
	return {rank, confidence: Math.max(0, 1 - 2 * (tail[rank - 1] ?? 1))};
}
