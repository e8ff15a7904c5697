/** Counting 50 against 50 takes milliseconds and grows with the fourth power; beyond, the normal approximation is off by less than 0.001. */
const exactUpTo = 50;

/**
 * The null distribution of the Mann-Whitney statistic U for samples of m and n values without ties: P(U <= u) for u = 0 .. floor(mn / 2)
 * (it is symmetric around mn / 2). Counted exactly up to 50 values a side, then normal with continuity correction.
 */
export function mannWhitneyTail(m: number, n: number): readonly number[] {
	const length = Math.floor((m * n) / 2) + 1;
	if (m > exactUpTo || n > exactUpTo) {
		return normalTail(m, n, length);
	}

	const key = m * (exactUpTo + 1) + n;
	const tail = counted.get(key) ?? exactTail(m, n, length);
	counted.set(key, tail);
	return tail;
}

/** The same few sizes are asked for again and again. */
const counted = new Map<number, readonly number[]>();

/**
 * Of the m + n ranks, m belong to the first sample, and every choice of them is equally likely. A chosen rank adds to U the number of ranks
 * below it that were not chosen: ways[j][u] counts the choices of j ranks so far that make U = u.
 */
function exactTail(m: number, n: number, length: number): number[] {
	const ways = Array.from({length: m + 1}, () => new Float64Array(length));
	ways[0]?.set([1]);
	let all = 1;
	for (let rank = 1; rank <= m + n; rank++) {
		for (let j = Math.min(rank, m); j >= Math.max(1, rank - n); j--) {
			const from = ways[j - 1];
			const to = ways[j];
			for (let u = rank - j; from && to && u < length; u++) {
				to[u] = (to[u] ?? 0) + (from[u - (rank - j)] ?? 0);
			}
		}

		// The product (n+1)/1 (n+2)/2 ... (n+m)/m is the binomial coefficient (m + n over m).
		all *= rank <= m ? (n + rank) / rank : 1;
	}

	let sum = 0;
	return Array.from(ways[m] ?? [], (count) => (sum += count) / all);
}

function normalTail(m: number, n: number, length: number): number[] {
	const deviation = Math.sqrt((m * n * (m + n + 1)) / 12);
	return Array.from({length}, (_, u) => normalBelow((u + 0.5 - (m * n) / 2) / deviation));
}

/** The standard normal distribution function for z <= 0; Abramowitz and Stegun 26.2.17, absolute error below 7.5e-8. */
function normalBelow(z: number): number {
	const t = 1 / (1 + 0.2316419 * Math.abs(z));
	const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
	const below = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
	return z <= 0 ? below : 1 - below;
}
