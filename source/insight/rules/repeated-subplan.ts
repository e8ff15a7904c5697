import type {PlanNode} from '../../plan/plan.ts';
import {formatMs} from '../../text/duration.ts';
import {formatCount} from '../../text/quantity.ts';
import type {Draft, Rule} from '../draft.ts';
import {shortName, timeClause} from '../say.ts';
import {endOf, repeatsOf, type Scene, shareOf} from '../scene.ts';

const manyLoops = 100;
/** Share of the execution from which it is worth rewriting the query. */
const worthRewriting = 0.1;
const dominant = 0.4;

function draftOf(scene: Scene, node: PlanNode, share: number, below: readonly number[]): Draft {
	const loops = node.loops ?? 0;
	return {
		nodeId: node.id,
		title: `${shortName(node.subplan ?? 'SubPlan')} runs ${formatCount(loops)} times`,
		evidence: `The correlated subquery is computed once for each of ${formatCount(loops)} rows, ${formatMs((node.inclusiveMs ?? 0) / repeatsOf(node))} each${timeClause(scene, node.inclusiveMs)}.`,
		advice: 'Rewrite it as a LEFT JOIN to a grouped subquery, which is computed once for all rows.',
		savesMs: null, // The join costs something too, and nothing here says what.
		severity: share >= dominant ? 'medium' : 'low',
		covers: below,
	};
}

/** A correlated subquery in the target list or a condition, computed once for every row. A hashed one runs once, and is none. */
export const repeatedSubplan: Rule = {
	name: 'repeated-subplan',
	find: (scene, explained) => {
		const drafts: Draft[] = [];
		let done = 0;
		for (const node of scene.ran) {
			const share = shareOf(scene, node.inclusiveMs);
			// Of one inside the other, the outer is told.
			if (node.id < done || node.relationship !== 'SubPlan' || repeatsOf(node) <= manyLoops || share < worthRewriting) {
				continue;
			}

			done = endOf(scene, node);
			const below = Array.from({length: done - node.id}, (_, at) => node.id + at);
			if (!below.some(id => explained.has(id))) {
				drafts.push(draftOf(scene, node, share, below));
			}
		}

		return drafts;
	},
};
