import type {Plan} from '../plan/plan.ts';

/** The plan with `<13675>btree_shots_scene_id` called what we call that index; what Postgres said is left alone. */
export function renameIndexes(plan: Plan, names: ReadonlyMap<string, string>): Plan {
	if (names.size === 0) {
		return plan;
	}

	return {...plan, nodes: plan.nodes.map(node => {
		const index = node.index === null ? undefined : names.get(node.index);
		return index === undefined ? node : {...node, index, raw: {...node.raw, 'Index Name': index}};
	})};
}
