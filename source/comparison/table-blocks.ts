import type {Plan, PlanNode} from '../plan/plan.ts';

/** Blocks of 8 kB that a plan touched in one table and its indexes, found in memory or read; null where nobody counted. */
export function tableBlocks(plan: Plan | null, table: string): number | null {
	let sum: number | null = null;
	for (const node of plan?.nodes ?? []) {
		if (node.selfBuffers !== null && tableOf(plan, node) === table) {
			sum = (sum ?? 0) + node.selfBuffers.sharedHit + node.selfBuffers.sharedRead;
		}
	}

	return sum;
}

/** A Bitmap Index Scan names only its index; the table is that of the heap scan above it. */
function tableOf(plan: Plan | null, node: PlanNode): string | null {
	let at: PlanNode | undefined = node;
	while (at !== undefined && at.relation === null && node.index !== null) {
		at = plan?.nodes[at.parentId ?? -1];
	}

	return at?.relation ?? null;
}
