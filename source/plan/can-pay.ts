import type {Boundaries} from './boundaries.ts';
import {counterCount, wholeCounters} from './counters.ts';
import type {Debt} from './initplan-debts.ts';
import type {Ledger} from './ledger.ts';
import {isGather, type PlanTree} from './plan-tree.ts';

/** All that is looked at to find a payer. */
export interface Court {
	readonly tree: PlanTree;
	readonly ledger: Ledger;
	readonly boundaries: Boundaries;
	/** 1 for nodes that have a Gather at or below them. */
	readonly workers: Uint8Array;
	/** 1 for nodes that have a member which never ran. */
	readonly idle: Uint8Array;
	/** How many nodes are looked at for one payer. */
	readonly patience: number;
}

/** For every node, 1 when there is a Gather at or below it. */
export function withWorkers(tree: PlanTree): Uint8Array {
	const workers = new Uint8Array(tree.size);
	for (let node = tree.size - 1; node >= 0; node--) {
		const parent = tree.parents[node] ?? -1;
		if (isGather(tree.types[node])) {
			workers[node] = 1;
		}

		if (workers[node] === 1 && parent >= 0) {
			workers[parent] = 1;
		}
	}

	return workers;
}

/** An owner may have spent this part of an InitPlan's time on shutting down its workers, or this many ms. */
const shutdownShare = 0.25;
const shutdownMs = 2;

/**
 * True when the payer's own measurement has room for all that the plan cost, time within rounding and every counter exactly;
 * for a plan with workers, when payer and owner have it together (see payWithOwner) and the payer has the bulk of the time.
 */
export function canPay({ledger, workers}: Court, payer: number, {plan, owner}: Debt): boolean {
	const {loops, selfMs, toleranceMs, inclusiveMs, roundingMs, selfCounters, inclusiveCounters} = ledger;
	if ((loops[payer] ?? 0) === 0) {
		return false;
	}

	const helped = payer !== owner && workers[plan] === 1;
	const cost = inclusiveMs[plan] ?? 0;
	const slack = (toleranceMs[payer] ?? 0) + (roundingMs[plan] ?? 0) + 1e-6;
	const missing = cost - slack - (selfMs[payer] ?? 0);
	const help = helped ? Math.min(selfMs[owner] ?? 0, Math.max(shutdownMs, cost * shutdownShare)) : 0;
	if (missing > Math.max(0, help)) {
		return false;
	}

	let blocks = 0;
	let paid = 0;
	for (let index = 0; index < wholeCounters; index++) {
		const total = inclusiveCounters[plan * counterCount + index] ?? 0;
		const has = Math.max(0, selfCounters[payer * counterCount + index] ?? 0);
		const more = helped ? Math.max(0, selfCounters[owner * counterCount + index] ?? 0) : 0;
		if (has + more < total) {
			return false;
		}

		blocks += total;
		paid += Math.min(has, total);
	}

	return blocks === 0 || paid > 0;
}
