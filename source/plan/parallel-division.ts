import {isJsonObject, numberAt, textAt} from './json-object.ts';
import type {Ledger} from './ledger.ts';
import type {JsonObject} from './plan.ts';
import {isGather, isLazy, type PlanTree} from './plan-tree.ts';

/**
 * The planner's divisor: it expects the leader to help with 1 - 0.3 x workers of a process (get_parallel_divisor in
 * costsize.c), so 2 workers divide by 2.4, and 4 by 4.
 */
function divisorOf(tree: PlanTree, ledger: Ledger, raw: JsonObject, gather: number): number {
	const node = tree.raws[gather] ?? {};
	const planned = numberAt(node, 'Workers Planned') ?? 0;
	const settings = raw['Settings'];
	const leaderHelps = isJsonObject(settings)
		? settings['parallel_leader_participation'] !== 'off'
		: leaderTookPart(tree, ledger, gather);
	return planned + (leaderHelps ? Math.max(0, 1 - 0.3 * planned) : 0);
}

function leaderTookPart(tree: PlanTree, ledger: Ledger, gather: number): boolean {
	const launched = numberAt(tree.raws[gather] ?? {}, 'Workers Launched') ?? 0;
	const child = (tree.children[gather] ?? []).find(node => !isLazy(tree, node)) ?? -1;
	return launched === 0 || (ledger.processes[child] ?? 0) !== launched * (ledger.processes[gather] ?? 1);
}

function isDivided(tree: PlanTree, divided: Uint8Array, node: number): boolean {
	const raw = tree.raws[node] ?? {};
	const type = tree.types[node];
	if (type === 'Aggregate' && textAt(raw, 'Partial Mode') === 'Partial') {
		return false; // Each process makes its own groups; the estimate is one process's.
	}

	const handsOn = type === 'Hash' || type === 'Hash Join';
	if (raw['Parallel Aware'] === true && !handsOn) {
		return true;
	}

	return (tree.children[node] ?? []).some(child => {
		const relationship = tree.relationships[child];
		return divided[child] === 1 && (relationship === 'Outer' || relationship === 'Subquery' || relationship === 'Member');
	});
}

/**
 * Below a Gather, Plan Rows of whatever the processes share is one process's part. For each such node the divisor that makes
 * it the whole again; 1 for all others (every process, or one of them, does the whole: inner index scans, hashes of their own).
 */
export function planDivisors(tree: PlanTree, ledger: Ledger, raw: JsonObject, gathers: readonly number[]): Float64Array {
	const divisors = new Float64Array(tree.size).fill(1);
	if (!tree.types.some(isGather)) {
		return divisors;
	}

	const divided = new Uint8Array(tree.size);
	const byGather = new Map<number, number>();
	for (let node = tree.size - 1; node >= 0; node--) {
		const gather = gathers[node] ?? -1;
		if (gather >= 0 && isDivided(tree, divided, node)) {
			divided[node] = 1;
			const divisor = byGather.get(gather) ?? divisorOf(tree, ledger, raw, gather);
			byGather.set(gather, divisor);
			divisors[node] = Math.max(1, divisor);
		}
	}

	return divisors;
}
