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
	/** Confidence that [low, high] covers the true ratio, all looks at the samples together: 0.952 for three. */
	readonly confidence: number;
	/** Relative change below which nothing is claimed, e.g. 0.02 = 2 %. */
	readonly floor: number;
	/** Relative change that this many pairs find about nine times in ten on this machine now. */
	readonly detectable: number;
}
