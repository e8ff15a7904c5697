/** Filling parts one a round would take as many rounds as there are parts; nothing real needs more than a few. */
const mostRounds = 32;

/**
 * Divides `total` by `weights`, no part above its capacity, as long as the capacities together can carry it; what is
 * left when they cannot is returned. Whole totals make whole parts.
 */
export function divide(total: number, weights: readonly number[], capacities: readonly number[], whole: boolean): {readonly parts: readonly number[]; readonly left: number} {
	const parts = weights.map(() => 0);
	const room = (index: number) => Math.max(0, capacities[index] ?? 0) - (parts[index] ?? 0);
	let left = total;
	// Each round fills at least one part to the brim, or divides all that is left.
	for (let round = 0; round < mostRounds && left > 0; round++) {
		const open = weights.map((weight, index) => room(index) > 0 ? weight : 0);
		const sum = open.reduce((a, b) => a + b, 0);
		if (sum === 0) {
			break;
		}

		const before = left;
		const given = open.map(weight => {
			const share = before * weight / sum;
			return whole ? Math.floor(share) : share;
		});
		for (const [index, share] of given.entries()) {
			const part = Math.min(share, room(index));
			parts[index] = (parts[index] ?? 0) + part;
			left -= part;
		}

		if (left === before || (!whole && left < total * 1e-12)) {
			break;
		}
	}

	// Where weights are zero, or whole parts were rounded down: first come, first served.
	for (let index = 0; index < parts.length && left > 0; index++) {
		const part = Math.min(left, room(index));
		parts[index] = (parts[index] ?? 0) + part;
		left -= part;
	}

	return {parts, left};
}
