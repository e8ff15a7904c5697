/** What a server counted of a statement: how often it ran, and for how long in all. */
export interface Load {
	readonly calls: number;
	/** ms, of all calls; null where nobody counted it. */
	readonly totalMs: number | null;
}
