import type {Plan} from '../plan/plan.ts';

/** geqo_threshold as it comes. */
const usualThreshold = 12;

/**
 * Whether the order of this plan's joins may have been searched by GEQO, which finds a good one and not always the best. It is asked when a join
 * problem has so many items; what the plan scans is at least as many, as collapse limits only divide them. Settings that are as they
 * come are not in the plan.
 */
export function mayBeGenetic(plan: Plan): boolean {
	const threshold = Number(plan.settings['geqo_threshold'] ?? usualThreshold);
	return plan.settings['geqo'] !== 'off' && itemsOf(plan) >= threshold;
}

/** What there was to join. The members of an Append are partitions of one item, or problems of their own: the largest counts. */
function itemsOf({nodes}: Plan): number {
	const items: number[] = [];
	for (const {id, children, nodeType} of nodes.toReversed()) {
		const below = children.map(child => items[child] ?? 0);
		items[id] = below.length === 0 || nodeType === 'Bitmap Heap Scan'
			? 1
			: nodeType === 'Append' || nodeType === 'Merge Append' ? Math.max(...below) : below.reduce((sum, count) => sum + count, 0);
	}

	return items[0] ?? 0;
}
