import {type PlanTree, runsInWorkers} from './plan-tree.ts';

/** For every node, the nearest ancestor of a kind: -1 where there is none. */
export interface Boundaries {
	/** The Gather in whose workers this node runs. */
	readonly gathers: readonly number[];
	/** The Append or Merge Append that may have pruned this node at run time. */
	readonly appends: readonly number[];
}

/** True for the nodes that run-time pruning can make skip members. */
export function isAppend(type: string | undefined): boolean {
	return type === 'Append' || type === 'Merge Append';
}

export function findBoundaries(tree: PlanTree): Boundaries {
	const gathers: number[] = [];
	const appends: number[] = [];
	for (let node = 0; node < tree.size; node++) {
		const parent = tree.parents[node] ?? -1;
		const pruned = isAppend(tree.types[parent]) && tree.relationships[node] === 'Member';
		gathers.push(runsInWorkers(tree, node) ? parent : gathers[parent] ?? -1);
		appends.push(pruned ? parent : appends[parent] ?? -1);
	}

	return {gathers, appends};
}

/**
 * Who evaluates what `reader` reads from an InitPlan of `owner`: the reader, unless workers stand between the two; then the
 * Gather, which must have the value before it launches them (13 to 16 print it as Params Evaluated; 17 dropped that line).
 */
export function evaluatorOf(boundaries: Boundaries, owner: number, reader: number): number {
	let evaluator = reader;
	for (let gather = boundaries.gathers[reader] ?? -1; gather >= owner; gather = boundaries.gathers[gather] ?? -1) {
		evaluator = gather;
	}

	return evaluator;
}
