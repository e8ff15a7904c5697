/** How many times the baseline's time is the current's (baseline / current): above 1 is faster. */
export interface Ratio {
	readonly value: number;
	readonly low: number;
	readonly high: number;
}

export type Verdict = 'faster' | 'slower' | 'no difference' | 'cannot tell';

/** Two sets of samples, compared. */
export interface Comparison {
	readonly ratio: Ratio;
	readonly verdict: Verdict;
	/** Pairs of samples that were compared. */
	readonly pairs: number;
	/** Confidence that [low, high] covers the true ratio at this look, e.g. 0.983. */
	readonly confidence: number;
	/** Smallest relative change this comparison could have detected, e.g. 0.02 = 2 %. */
	readonly floor: number;
}
