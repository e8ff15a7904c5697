import type {Comparison} from './comparison.ts';
import {smallestFloor} from './floor.ts';

/** After how many pairs the samples are looked at. */
export const looks = [5, 10, 20] as const;

/** Looking three times is three chances to be fooled: each look gets a third of 5 % (Bonferroni). */
export const lookAlpha = 0.05 / looks.length;

/**
 * How many more pairs to measure, or 'stop': when the last look decided, when the budget (ms, all measuring so far) is spent, or after 20.
 * `comparison` is that of all pairs so far, null before the first. Between looks nothing is decided, so a slow query may be asked about
 * after every pair: what remains up to the next look comes back, until the budget is spent.
 */
export function nextLook(pairs: number, spentMs: number, comparison: Comparison | null, budgetMs = 3000): 'stop' | number {
	const next = looks.find((look) => look > pairs);
	const decided = looks.some((look) => look === pairs) && comparison !== null && isDecided(comparison);
	return next === undefined || decided || spentMs >= budgetMs ? 'stop' : next - pairs;
}

/** "No difference" down to a coarse floor is an answer, but more samples make the floor finer. */
function isDecided({verdict, floor}: Comparison): boolean {
	return verdict === 'faster' || verdict === 'slower' || (verdict === 'no difference' && floor <= smallestFloor);
}
