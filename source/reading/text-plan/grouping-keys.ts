import type {Json} from '../../plan/plan.ts';
import {type Building, put} from '../building.ts';
import type {TextNode} from './text-node.ts';

/**
 * An aggregate's keys: one list, or the grouping sets of GROUPING SETS, ROLLUP and CUBE. Each set of `Grouping Sets` is a pass
 * over the rows: it begins with its Sort Key, or where hashing begins or ends; hashing makes a pass for each key of its own
 * (show_grouping_sets in explain.c).
 */
export function putGroupingKeys({facts, groupingKeys}: TextNode): void {
	const [first, ...others] = groupingKeys;
	if (first === undefined) {
		return;
	}

	if (others.length === 0 && first.key === 'Group Key' && first.values.length > 0) {
		put(facts, 'Group Key', first.values);
		return;
	}

	const passes: Building[] = [];
	let keys: Json[] = [];
	let before = '';
	for (const {key, values} of groupingKeys) {
		const sorts = key === 'Sort Key';
		if (sorts || (before !== 'Sort Key' && (key === 'Hash Key' || key !== before))) {
			passes.push({});
			keys = [];
		}

		const pass = passes.at(-1) ?? {};
		if (sorts) {
			put(pass, key, values);
		} else {
			keys.push(values);
			put(pass, `${key}s`, keys);
		}

		before = key;
	}

	put(facts, 'Grouping Sets', passes);
}
