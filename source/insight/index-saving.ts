/**
 * What a row found through an index costs, in rows of a sequential scan: the planner's defaults hold a block read at random four
 * times as dear as the next one (random_page_cost 4, seq_page_cost 1).
 */
export const costOfRandom = 4;

/** Wall ms that an index could save a scan that visited so many rows to keep some: nothing once it keeps a quarter of them. */
export function indexSavingMs(ms: number | null, kept: number, visited: number): number | null {
	if (ms === null || visited <= 0) {
		return null;
	}

	return ms * Math.max(0, 1 - costOfRandom * Math.min(1, kept / visited));
}
