import type {Ledger} from './ledger.ts';
import type {PlanTree} from './plan-tree.ts';

/** An Append whose members are asked all at once and answer when they can (14+, foreign tables with async_capable). */
export function runsConcurrently(tree: PlanTree, node: number): boolean {
	return tree.types[node] === 'Append'
		&& (tree.children[node] ?? []).some(child => tree.raws[child]?.['Async Capable'] === true);
}

/** Clamps the self time of concurrent nodes at zero and returns how many ms were counted twice. */
export function clampOverlaps(tree: PlanTree, ledger: Ledger): number {
	let overlapMs = 0;
	for (let node = 0; node < tree.size; node++) {
		const selfMs = ledger.selfMs[node] ?? 0;
		if (selfMs < -(ledger.toleranceMs[node] ?? 0) && runsConcurrently(tree, node)) {
			overlapMs -= selfMs;
			ledger.selfMs[node] = 0;
		}
	}

	return overlapMs;
}
