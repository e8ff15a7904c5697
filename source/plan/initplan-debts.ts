import {type Boundaries, evaluatorOf} from './boundaries.ts';
import type {Ledger} from './ledger.ts';
import {findReaders, referencesTo} from './parameter-readers.ts';
import {cteNameOf, isLazy, type PlanTree} from './plan-tree.ts';

/** An InitPlan that ran, and who may have evaluated it. */
export interface Debt {
	readonly plan: number;
	readonly owner: number;
	/** Evaluators of the nodes that print a reference, first evaluated first. */
	readonly candidates: readonly number[];
}

function firstAtLeast(sorted: readonly number[], least: number): number {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((sorted[middle] ?? 0) < least) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}

	return low;
}

/** Every InitPlan that ran, in plan order. */
export function listDebts(tree: PlanTree, ledger: Ledger, boundaries: Boundaries): readonly Debt[] {
	const debts: Debt[] = [];
	let readers: ReadonlyMap<string, readonly number[]> | null = null;
	// A child is evaluated before the node above it: ancestors repeat in their Output what a node below computed.
	const finished = (node: number) => (tree.ends[node] ?? 0) - (tree.depths[node] ?? 0);
	for (let plan = 1; plan < tree.size; plan++) {
		if (!isLazy(tree, plan) || cteNameOf(tree, plan) !== null || (ledger.loops[plan] ?? 0) === 0) {
			continue;
		}

		readers ??= findReaders(tree);
		const owner = tree.parents[plan] ?? 0;
		const end = tree.ends[owner] ?? 0;
		const planEnd = tree.ends[plan] ?? 0;
		const found = new Set<number>();
		for (const reference of referencesTo(tree.subplans[plan] ?? '')) {
			const nodes = readers.get(reference) ?? [];
			for (let index = firstAtLeast(nodes, owner); (nodes[index] ?? end) < end; index++) {
				const reader = nodes[index] ?? end;
				if (reader < plan || reader >= planEnd) {
					found.add(reader);
				}
			}
		}

		const inOrder = [...found].sort((a, b) => finished(a) - finished(b));
		const candidates = new Set(inOrder.map(reader => evaluatorOf(boundaries, owner, reader)));
		debts.push({plan, owner, candidates: [...candidates]});
	}

	return debts;
}
