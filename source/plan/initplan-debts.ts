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

/** All debts together look at about this many readers: nothing real has as many, and a plan that was made up ends, too. */
const patienceOfAll = 1_000_000;
const leastPatience = 100;

/** How many nodes one of so many debts may look at. */
export function patienceOf(debts: number): number {
	return Math.max(leastPatience, Math.floor(patienceOfAll / debts));
}

/** The node's place in post-order. A child is evaluated before the node above it: ancestors repeat in their Output what one below computed. */
function placeOf(tree: PlanTree, node: number): number {
	return (tree.ends[node] ?? 0) - (tree.depths[node] ?? 0) - 1;
}

/** The first place of the node's subtree, all of which lies before the node. */
function firstPlaceOf(tree: PlanTree, node: number): number {
	return placeOf(tree, node) - ((tree.ends[node] ?? 0) - node) + 1;
}

/** Index of the first of the nodes, which are in post-order, from this place on. */
function firstFrom(tree: PlanTree, nodes: readonly number[], place: number): number {
	let low = 0;
	let high = nodes.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (placeOf(tree, nodes[middle] ?? 0) < place) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}

	return low;
}

/** The readers below the plan's owner, without those inside the plan itself: they are leapt over, not counted off. */
function readersOf(tree: PlanTree, plan: number, sorted: readonly number[], most: number): readonly number[] {
	const found: number[] = [];
	const owner = tree.parents[plan] ?? 0;
	const last = placeOf(tree, owner);
	for (let index = firstFrom(tree, sorted, firstPlaceOf(tree, owner)); index < sorted.length && found.length < most;) {
		const reader = sorted[index] ?? 0;
		if (placeOf(tree, reader) > last) {
			break;
		}

		if (reader >= plan && reader < (tree.ends[plan] ?? 0)) {
			index = firstFrom(tree, sorted, placeOf(tree, plan) + 1);
		} else {
			found.push(reader);
			index++;
		}
	}

	return found;
}

/** For every reference, the nodes that print it, first evaluated first. */
function sortReaders(tree: PlanTree): ReadonlyMap<string, readonly number[]> {
	return new Map([...findReaders(tree)].map(([reference, nodes]) => [reference, nodes.toSorted((a, b) => placeOf(tree, a) - placeOf(tree, b))]));
}

/** Every InitPlan that ran, in plan order. */
export function listDebts(tree: PlanTree, ledger: Ledger, boundaries: Boundaries): readonly Debt[] {
	const plans: number[] = [];
	for (let plan = 1; plan < tree.size; plan++) {
		if (isLazy(tree, plan) && cteNameOf(tree, plan) === null && (ledger.loops[plan] ?? 0) > 0) {
			plans.push(plan);
		}
	}

	const most = patienceOf(plans.length);
	const sorted = plans.length === 0 ? new Map<string, readonly number[]>() : sortReaders(tree);
	return plans.map(plan => {
		const owner = tree.parents[plan] ?? 0;
		const references = new Set(referencesTo(tree.subplans[plan] ?? ''));
		const found = [...references].flatMap(reference => readersOf(tree, plan, sorted.get(reference) ?? [], most));
		const inOrder = references.size > 1 ? found.sort((a, b) => placeOf(tree, a) - placeOf(tree, b)).slice(0, most) : found;
		return {plan, owner, candidates: [...new Set(inOrder.map(reader => evaluatorOf(boundaries, owner, reader)))]};
	});
}
