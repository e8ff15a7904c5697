import type {Plan} from '../plan/plan.ts';

/** Which node of one plan is which of the other; -1 where there is none. */
export class Matching {
	/** By the id of a node of the first plan: the id in the second. */
	readonly ofBefore: Int32Array;
	/** And the other way round. */
	readonly ofAfter: Int32Array;

	constructor(beforeSize: number, afterSize: number) {
		this.ofBefore = new Int32Array(beforeSize).fill(-1);
		this.ofAfter = new Int32Array(afterSize).fill(-1);
	}

	isFree(before: number, after: number): boolean {
		return this.ofBefore[before] === -1 && this.ofAfter[after] === -1;
	}

	pair(before: number, after: number): void {
		this.ofBefore[before] = after;
		this.ofAfter[after] = before;
	}
}

/** For each node, the nearest one above it that has a partner; -1 where there is none. */
export function nearestPaired(plan: Plan, partners: Int32Array): Int32Array {
	const nearest = new Int32Array(plan.nodes.length).fill(-1);
	for (const {id, parentId} of plan.nodes) {
		if (parentId !== null) {
			nearest[id] = partners[parentId] === -1 ? nearest[parentId] ?? -1 : parentId;
		}
	}

	return nearest;
}
