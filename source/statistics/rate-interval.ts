import {totalAlpha} from './looks.ts';

/** A share of trials, and the 95 % interval around it. */
export interface Rate {
	readonly hits: number;
	readonly of: number;
	readonly rate: number;
	readonly low: number;
	readonly high: number;
}

/**
 * Hits of n trials with the exact interval of Clopper and Pearson (1934), as R's binom.test gives it: both ends are the rates at which so many
 * hits, or so few, come with 2.5 % each. It covers at least as often as it says. Without trials nothing is known: 0 to 1.
 */
export function rateInterval(hits: number, of: number): Rate {
	const atMost = (k: number, rate: number) => cumulative(k, of, rate);
	return {
		hits,
		of,
		rate: of === 0 ? 0 : hits / of,
		low: hits === 0 ? 0 : solve((rate) => 1 - atMost(hits - 1, rate) < totalAlpha / 2),
		high: hits === of ? 1 : solve((rate) => atMost(hits, rate) > totalAlpha / 2),
	};
}

/** The rate at which `below` turns from true to false. */
function solve(below: (rate: number) => boolean): number {
	let [low, high] = [0, 1];
	for (let step = 0; step < 60; step++) {
		const middle = (low + high) / 2;
		[low, high] = below(middle) ? [middle, high] : [low, middle];
	}

	return (low + high) / 2;
}

/** P(at most k hits of n), summed from its terms in logarithms: n may be thousands. */
function cumulative(k: number, n: number, rate: number): number {
	if (rate <= 0 || rate >= 1) {
		return rate <= 0 || k >= n ? 1 : 0;
	}

	let term = n * Math.log1p(-rate);
	let sum = Math.exp(term);
	for (let hits = 1; hits <= k; hits++) {
		term += Math.log((n - hits + 1) / hits) + Math.log(rate) - Math.log1p(-rate);
		sum += Math.exp(term);
	}

	return Math.min(1, sum);
}
