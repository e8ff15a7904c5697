import type {Comparison} from './comparison.ts';
import {rankInterval} from './hodges-lehmann.ts';

/** After how many pairs the samples are looked at. */
export const looks = [5, 10, 20] as const;

/** How often a claim may be wrong, all looks together. */
export const totalAlpha = 0.05;

/** Looking three times is three chances to be fooled: each look gets a third of 5 % (Bonferroni). */
export const lookAlpha = totalAlpha / looks.length;

/**
 * Confidence that no interval of the three looks misses the truth, whichever of them is shown: 1 less what each may miss, 0.952 for one
 * comparison. Several share what may be missed among them, and a look that is too small for its share claims nothing, so it misses nothing.
 */
export function looksConfidence(comparisons = 1): number {
	const alpha = lookAlpha / comparisons;
	const missed = looks.map(pairs => 1 - rankInterval(pairs, pairs, alpha).confidence).filter(share => share <= alpha);
	return 1 - comparisons * missed.reduce((sum, share) => sum + share, 0);
}

/**
 * How many more pairs to measure, or 'stop': when the last look decided, when the budget (ms, all measuring so far) is spent, or after 20.
 * `comparison` is that of all pairs so far, null before the first. Between looks nothing is decided, so a slow query may be asked about
 * after every pair: what remains up to the next look comes back, until the budget is spent.
 */
export function nextLook(pairs: number, spentMs: number, comparison: Comparison | null, budgetMs = 3000): 'stop' | number {
	const next = looks.find((look) => look > pairs);
	const decided = looks.some((look) => look === pairs) && comparison !== null && comparison.verdict !== 'cannot tell';
	return next === undefined || decided || spentMs >= budgetMs ? 'stop' : next - pairs;
}
