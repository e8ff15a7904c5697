import {median} from './median.ts';

export interface MedianInterval {
	readonly value: number;
	/** null: so few values cannot give an interval of 95 %. */
	readonly interval: {readonly low: number; readonly high: number; readonly confidence: number} | null;
}

/** How often the interval may miss. */
const alpha = 0.05;

/**
 * The median with the interval between two order statistics that inverts the sign test (Conover, Practical Nonparametric Statistics,
 * section 3.2; exact for any distribution): each of n values lies below the true median with 1/2, so the k-th smallest and the k-th
 * largest miss it with P(Bin(n, 1/2) < k) on either side. Six values are the fewest that give 95 %. Throws a bug when there is none.
 */
export function medianInterval(values: readonly number[]): MedianInterval {
	const sorted = values.toSorted((a, b) => a - b);
	const n = sorted.length;
	let below = 0;
	let term = 0.5 ** n;
	let rank = 0;
	// P(Bin(n, 1/2) < rank + 1) grows term by term: C(n, k + 1) = C(n, k) (n - k) / (k + 1).
	while (rank < n / 2 && 2 * (below + term) <= alpha) {
		below += term;
		term *= (n - rank) / (rank + 1);
		rank++;
	}

	const low = sorted[rank - 1];
	const high = sorted[n - rank];
	return {value: median(values), interval: low === undefined || high === undefined ? null : {low, high, confidence: 1 - 2 * below}};
}
