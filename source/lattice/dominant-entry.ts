/** An entry that is most of the cost: what holds of the sum holds of it, and hardly of any other. */
export interface DominantEntry {
	readonly entry: string;
	/** Of the weighted cost with all indexes on, >0.8. */
	readonly share: number;
}

/** Of so much, a tenth of the sum is half of what all others cost together. */
const dominantShare = 0.8;

/** Who is more than four fifths of the weighted cost with all indexes on; null where nobody is, or nobody is beside it. */
export function dominantEntry(entries: ReadonlyArray<{readonly name: string; readonly weight: number; readonly lattice: {readonly top: {readonly cost: number}}}>): DominantEntry | null {
	const costs = entries.map(({name, weight, lattice: {top}}) => ({entry: name, cost: weight * top.cost}));
	const sum = costs.reduce((all, {cost}) => all + cost, 0);
	const most = costs.find(({cost}) => cost > sum * dominantShare);
	return most === undefined || entries.length === 1 ? null : {entry: most.entry, share: most.cost / sum};
}
