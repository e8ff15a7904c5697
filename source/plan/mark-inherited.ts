import type {Estimate} from './plan.ts';
import type {PlanTree} from './plan-tree.ts';

type Comparison = Omit<Estimate, 'inherited'>;

/** From here on an estimate counts as bad. */
const badFactor = 10;

/** Marks the estimates that are wrong because one below them is: the lowest bad node is where the planner went wrong. */
export function markInherited(tree: PlanTree, comparisons: readonly (Comparison | null)[]): readonly (Estimate | null)[] {
	const badBelow = {over: new Uint8Array(tree.size), under: new Uint8Array(tree.size)};
	const estimates: (Estimate | null)[] = [];
	for (let node = tree.size - 1; node >= 0; node--) {
		const comparison = comparisons[node] ?? null;
		const direction = comparison?.direction;
		const inherited = direction !== undefined && direction !== 'exact' && badBelow[direction][node] === 1;
		estimates.push(comparison === null ? null : {...comparison, inherited});
		const relationship = tree.relationships[node];
		const parent = tree.parents[node] ?? -1;
		// The rows of InitPlans and SubPlans do not reach the node they hang under.
		if (parent >= 0 && relationship !== 'InitPlan' && relationship !== 'SubPlan') {
			for (const kind of ['over', 'under'] as const) {
				const bad = comparison?.meaningful === true && direction === kind && comparison.factor >= badFactor;
				if (bad || badBelow[kind][node] === 1) {
					badBelow[kind][parent] = 1;
				}
			}
		}
	}

	return estimates.reverse();
}
