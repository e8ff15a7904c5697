/** How many times one is the other; of nothing, nothing is as much, and anything beyond all measure more. */
export function timesMore(less: number, more: number): number {
	return less <= 0 ? (more <= 0 ? 1 : Number.POSITIVE_INFINITY) : more / less;
}
