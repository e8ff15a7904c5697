import type {Plan} from '../plan/plan.ts';
import type {ImaginedIndex} from './imagined-index.ts';

/** The plan with `<13675>btree_shots_scene_id` called what we call that index; what Postgres said is left alone. */
export function renameIndexes(plan: Plan, imagined: readonly ImaginedIndex[]): Plan {
	if (imagined.length === 0) {
		return plan;
	}

	const names = new Map(imagined.map(({alias, key}) => [alias, key]));
	return {...plan, nodes: plan.nodes.map(node => {
		const index = node.index === null ? undefined : names.get(node.index);
		return index === undefined ? node : {...node, index, raw: {...node.raw, 'Index Name': index}};
	})};
}
