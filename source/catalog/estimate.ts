/** From `low` to `high`, both included; `< 5 ms` begins at 0. */
export interface Range {
	readonly low: number;
	readonly high: number;
}

/** What the application's team expected, as numbers that a measurement can be held against. null where they said nothing. */
export interface Estimate {
	/** ms, before the change: for an operation, what its chain takes. */
	readonly before: Range | null;
	/** ms, after it: for an operation, what its rewrite takes. */
	readonly after: Range | null;
	/** Fraction of the time before that is saved: 0.7 is 70 %. */
	readonly saving: Range | null;
}
