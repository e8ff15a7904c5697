import {type Counted, countedIn, counterCount, readCounters} from './counters.ts';
import {numberAt} from './json-object.ts';
import type {Measured} from './plan.ts';
import {isLazy, type PlanTree, runsInWorkers} from './plan-tree.ts';

/** Half of the last printed digit, in ms: Postgres prints times with three decimals. */
const halfDigitMs = 0.0005;

/**
 * Who spent what: columns over the nodes of a PlanTree. `inclusive*` is what Postgres said (times as wall ms), `self*` is
 * worked down from it, by whoever finds out that a part of a node's time was somebody else's.
 */
export interface Ledger {
	readonly measured: Measured;
	readonly counted: Counted;
	/** 0 without ANALYZE. */
	readonly loops: Float64Array;
	readonly processes: Float64Array;
	readonly inclusiveMs: Float64Array;
	readonly selfMs: Float64Array;
	/** +- ms of selfMs: the rounding of every time that went into it. */
	readonly toleranceMs: Float64Array;
	/** +- ms of inclusiveMs. */
	readonly roundingMs: Float64Array;
	/** `counterCount` numbers a node. */
	readonly inclusiveCounters: Float64Array;
	readonly selfCounters: Float64Array;
	/** 1 where self time cannot be told. */
	readonly unknownMs: Uint8Array;
}

function whatWasMeasured(tree: PlanTree): Measured {
	const root = tree.raws[0] ?? {};
	if (numberAt(root, 'Actual Loops') === null) {
		return 'nothing';
	}

	return numberAt(root, 'Actual Total Time') === null ? 'rows' : 'times';
}

/**
 * Below a Gather, loops and times are summed over leader and workers. The divisor is loops of the Gather's child / loops of the
 * Gather, not Workers Launched + 1: the leader may not take part (parallel_leader_participation), a worker may come too late.
 */
function processesOf(tree: PlanTree, loops: Float64Array, processes: Float64Array, node: number): number {
	const parent = tree.parents[node] ?? -1;
	const above = processes[parent] ?? 1;
	if (!runsInWorkers(tree, node)) {
		return above;
	}

	const gatherLoops = loops[parent] ?? 0;
	return gatherLoops === 0 ? above : above * Math.max(1, (loops[node] ?? 0) / gatherLoops);
}

/** Opens the books: reads what Postgres measured, and gives each node what its ordinary children (SubPlans too) did not take. */
export function openLedger(tree: PlanTree): Ledger {
	const {size, raws, parents} = tree;
	const measured = whatWasMeasured(tree);
	const counted = countedIn(raws[0] ?? {});
	const columns = () => new Float64Array(size);
	const loops = columns();
	const processes = columns();
	const inclusiveMs = columns();
	const roundingMs = columns();
	const inclusiveCounters = new Float64Array(size * counterCount);
	for (let node = 0; node < size; node++) {
		const raw = raws[node] ?? {};
		const loop = numberAt(raw, 'Actual Loops') ?? 0;
		loops[node] = loop;
		const divisor = processesOf(tree, loops, processes, node);
		processes[node] = divisor;
		inclusiveMs[node] = (numberAt(raw, 'Actual Total Time') ?? 0) * loop / divisor;
		roundingMs[node] = measured === 'times' ? halfDigitMs * loop / divisor : 0;
		readCounters(raw, counted, inclusiveCounters, node * counterCount);
	}

	const ledger: Ledger = {
		measured,
		counted,
		loops,
		processes,
		inclusiveMs,
		roundingMs,
		inclusiveCounters,
		selfMs: inclusiveMs.slice(),
		toleranceMs: roundingMs.slice(),
		selfCounters: inclusiveCounters.slice(),
		unknownMs: new Uint8Array(size),
	};
	for (let node = 1; node < size; node++) {
		if (!isLazy(tree, node)) {
			pay(ledger, parents[node] ?? 0, node);
		}
	}

	return ledger;
}

/** Takes everything that the subtree of `spent` cost out of `payer`, inside whose own measurement it ran. */
export function pay(ledger: Ledger, payer: number, spent: number): void {
	const {selfMs, inclusiveMs, toleranceMs, roundingMs, selfCounters, inclusiveCounters} = ledger;
	selfMs[payer] = (selfMs[payer] ?? 0) - (inclusiveMs[spent] ?? 0);
	toleranceMs[payer] = (toleranceMs[payer] ?? 0) + (roundingMs[spent] ?? 0);
	const from = payer * counterCount;
	const of = spent * counterCount;
	for (let index = 0; index < counterCount; index++) {
		selfCounters[from + index] = (selfCounters[from + index] ?? 0) - (inclusiveCounters[of + index] ?? 0);
	}
}

/**
 * Takes the subtree of `spent` out of `payer` as far as that has it, and the rest out of `owner`. Workers that ran below
 * an InitPlan or a CTE are shut down when the whole query is, on the owner's account: what cleaning up took, and (of a
 * Gather Merge) the blocks that the workers touched, were never inside the node that read the value.
 */
export function payWithOwner(ledger: Ledger, payer: number, owner: number, spent: number): void {
	if (payer === owner) {
		pay(ledger, payer, spent);
		return;
	}

	const {selfMs, inclusiveMs, toleranceMs, roundingMs, selfCounters, inclusiveCounters} = ledger;
	const cost = inclusiveMs[spent] ?? 0;
	const rounding = roundingMs[spent] ?? 0;
	const has = selfMs[payer] ?? 0;
	// Short by no more than rounding is not short.
	const paid = cost <= has + (toleranceMs[payer] ?? 0) + rounding ? cost : Math.max(0, has);
	selfMs[payer] = has - paid;
	toleranceMs[payer] = (toleranceMs[payer] ?? 0) + rounding;
	if (paid < cost) {
		// What is left in the two is known, but not how much of it is whose.
		const left = (selfMs[owner] ?? 0) - (cost - paid);
		selfMs[owner] = left;
		toleranceMs[owner] = (toleranceMs[owner] ?? 0) + rounding + Math.max(0, left);
		toleranceMs[payer] = (toleranceMs[payer] ?? 0) + Math.max(0, left);
	}

	for (let index = 0; index < counterCount; index++) {
		const from = payer * counterCount + index;
		const rest = owner * counterCount + index;
		const total = inclusiveCounters[spent * counterCount + index] ?? 0;
		const part = Math.min(total, Math.max(0, selfCounters[from] ?? 0));
		selfCounters[from] = (selfCounters[from] ?? 0) - part;
		selfCounters[rest] = (selfCounters[rest] ?? 0) - (total - part);
	}
}
