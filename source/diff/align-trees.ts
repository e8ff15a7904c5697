import type {DiffNode, PlanDiff} from './plan-diff.ts';

/** A line of two trees side by side. A moved node has two, one where it was and one where it is. */
export interface Aligned {
	readonly node: DiffNode;
	readonly shows: 'both' | 'before' | 'after';
}

/** Positions of a longest increasing subsequence (patience sorting, n log n). */
function longestRise(values: readonly number[]): ReadonlySet<number> {
	/** By length: the position whose value ends the subsequence of that length lowest. */
	const ends: number[] = [];
	const previous = new Int32Array(values.length).fill(-1);
	for (const [position, value] of values.entries()) {
		let low = 0;
		let high = ends.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((values[ends[middle] ?? 0] ?? 0) < value) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}

		previous[position] = ends[low - 1] ?? -1;
		ends[low] = position;
	}

	const rise = new Set<number>();
	for (let position = ends.at(-1) ?? -1; position >= 0; position = previous[position] ?? -1) {
		rise.add(position);
	}

	return rise;
}

/** Both plans in their own order, partners on one line as far as the orders agree. */
export function alignTrees({before, after, nodes}: PlanDiff): readonly Aligned[] {
	const byBefore: DiffNode[] = [];
	const byAfter: DiffNode[] = [];
	for (const node of nodes) {
		if (node.before !== null) {
			byBefore[node.before.id] = node;
		}

		if (node.after !== null) {
			byAfter[node.after.id] = node;
		}
	}

	const pairs = byBefore.filter(({after: partner}) => partner !== null);
	const rise = longestRise(pairs.map(({after: partner}) => partner?.id ?? 0));
	const together = new Set(pairs.filter((_, position) => rise.has(position)));
	const lines: Aligned[] = [];
	let old = 0;
	let now = 0;
	while (old < before.nodes.length || now < after.nodes.length) {
		const left = byBefore[old];
		const right = byAfter[now];
		if (left !== undefined && !together.has(left)) {
			lines.push({node: left, shows: 'before'});
			old++;
		} else if (right !== undefined && !together.has(right)) {
			lines.push({node: right, shows: 'after'});
			now++;
		} else if (left !== undefined) {
			lines.push({node: left, shows: 'both'});
			old++;
			now++;
		}
	}

	return lines;
}
