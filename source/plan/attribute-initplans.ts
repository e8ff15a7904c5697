import {type Boundaries, evaluatorOf, isAppend} from './boundaries.ts';
import {canPay, type Court, withWorkers} from './can-pay.ts';
import {counterCount, wholeCounters} from './counters.ts';
import {type Debt, listDebts, patienceOf} from './initplan-debts.ts';
import {type Ledger, payWithOwner} from './ledger.ts';
import {isLazy, type PlanTree} from './plan-tree.ts';

/** These hand rows on as they are: an expression that they print was evaluated below them. */
const neverEvaluates = new Set([
	'Sort', 'Incremental Sort', 'Hash', 'Materialize', 'Memoize', 'LockRows', 'Unique', 'SetOp',
	'BitmapAnd', 'BitmapOr', 'Bitmap Index Scan', 'Recursive Union',
]);
/** No search for a payer looks at more nodes than this; the ones that pay are near. */
const searchLimit = 1000;

function touchedBlocks({ledger}: Court, plan: number): boolean {
	const from = plan * counterCount;
	return ledger.inclusiveCounters.subarray(from, from + wholeCounters).some(count => count > 0);
}

/** For every node, 1 when a member of it never ran. */
function withIdleMembers(tree: PlanTree, ledger: Ledger): Uint8Array {
	const idle = new Uint8Array(tree.size);
	for (let node = 1; node < tree.size; node++) {
		if (tree.relationships[node] === 'Member' && ledger.loops[node] === 0) {
			idle[tree.parents[node] ?? 0] = 1;
		}
	}

	return idle;
}

/**
 * Run-time pruning evaluates the parameter in the Append, before any member that prints it. An Append reads no blocks of its
 * own, so blocks in it are proof; without blocks, members that never ran are. Those in `seen`, and all above them, were looked at.
 */
function pruningAppends(court: Court, debt: Debt, reader: number, hasBlocks: boolean, seen: Set<number>): readonly number[] {
	const {boundaries, idle, patience} = court;
	const found: number[] = [];
	for (let append = boundaries.appends[reader] ?? -1; append >= debt.owner && !seen.has(append) && seen.size < patience; append = boundaries.appends[append] ?? -1) {
		seen.add(append);
		if ((hasBlocks || idle[append] === 1) && evaluatorOf(boundaries, debt.owner, append) === append) {
			found.push(append);
		}
	}

	return found.reverse();
}

/** The first reader that can pay, an Append that pruned by the same value before it. */
function payerAmongReaders(court: Court, debt: Debt): number | null {
	const seen = new Set<number>();
	const hasBlocks = touchedBlocks(court, debt.plan);
	for (const candidate of debt.candidates) {
		for (const payer of [...pruningAppends(court, debt, candidate, hasBlocks, seen), candidate]) {
			if (!neverEvaluates.has(court.tree.types[payer] ?? '') && canPay(court, payer, debt)) {
				return payer;
			}
		}
	}

	return null;
}

/** Up from the readers to the owner. */
function payerAbove(court: Court, debt: Debt): number | null {
	const seen = new Set<number>();
	for (const candidate of debt.candidates) {
		for (let node = candidate; node >= debt.owner && !seen.has(node) && seen.size < Math.min(searchLimit, court.patience); node = court.tree.parents[node] ?? -1) {
			seen.add(node);
			if (!neverEvaluates.has(court.tree.types[node] ?? '') && canPay(court, node, debt)) {
				return node;
			}
		}
	}

	return null;
}

/**
 * No text tells (without VERBOSE the Output is hidden; LIMIT never prints its expression): the owner's target list, or the
 * nearest one below it that computes anything. A ModifyTable comes last: its new values are computed by its child.
 */
function payerBelow(court: Court, debt: Debt): number | null {
	const {tree, boundaries} = court;
	let last: number | null = null;
	let seen = 0;
	const end = tree.ends[debt.owner] ?? 0;
	for (let node = debt.owner; node < end && seen < Math.min(searchLimit, court.patience); seen++) {
		if (node !== debt.owner && isLazy(tree, node)) {
			node = tree.ends[node] ?? end;
			continue;
		}

		const payer = evaluatorOf(boundaries, debt.owner, node);
		const type = tree.types[payer];
		if (!neverEvaluates.has(type ?? '') && !isAppend(type) && canPay(court, payer, debt)) {
			if (type !== 'ModifyTable') {
				return payer;
			}

			last ??= payer;
		}

		node++;
	}

	return last;
}

/**
 * An InitPlan is lazy: its time and blocks are inside the first node that read its value, wherever it is listed. Each one is
 * taken out of exactly one node. Those with one possible reader go first, then the dearest, which fit in the fewest places.
 */
export function attributeInitPlans(tree: PlanTree, ledger: Ledger, boundaries: Boundaries): void {
	if (ledger.measured === 'nothing') {
		return;
	}

	const listed = listDebts(tree, ledger, boundaries);
	const court: Court = {
		tree, ledger, boundaries, workers: withWorkers(tree), idle: withIdleMembers(tree, ledger), patience: patienceOf(listed.length),
	};
	const cost = (debt: Debt) => ledger.inclusiveMs[debt.plan] ?? 0;
	const choices = (debt: Debt) => debt.candidates.length === 0 ? 2 : Math.min(debt.candidates.length, 2) - 1;
	const debts = listed.toSorted((a, b) => choices(a) - choices(b) || cost(b) - cost(a) || a.plan - b.plan);
	for (const debt of debts) {
		const payer = payerAmongReaders(court, debt) ?? payerAbove(court, debt) ?? payerBelow(court, debt);
		payWithOwner(ledger, payer ?? debt.candidates[0] ?? debt.owner, debt.owner, debt.plan);
	}
}
