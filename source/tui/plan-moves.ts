import {crowdsOf} from '../view/plan-folds.ts';
import {searchPlan} from '../view/search-plan.ts';
import {shownPlanRows, shownTree} from './select.ts';
import type {State} from './state.ts';

/** Puts the tree's cursor on a node, unfolding what hides it; of a closed crowd, its member comes forth and the rest stays closed. */
export function toPlanNode(state: State, nodeId: number): State {
	const plan = shownTree(state);
	const folded = new Set(state.folds.folded);
	for (let at = plan?.nodes[nodeId]?.parentId ?? null; at !== null; at = plan?.nodes[at]?.parentId ?? null) {
		folded.delete(at);
	}

	const standing = new Map(state.folds.standing);
	for (const {members, end} of plan === null ? [] : crowdsOf(plan)) {
		const [first = -1] = members;
		const member = nodeId >= first && nodeId < end ? members.findLast(id => id <= nodeId) : undefined;
		if (member !== undefined) {
			standing.set(first, member);
		}
	}

	// The member that stands for its crowd is on the screen already.
	const asIs = folded.size === state.folds.folded.size ? state : {...state, folds: {...state.folds, folded}};
	const visible = shownPlanRows(asIs).some(row => row.node.id === nodeId && row.alike === null);
	const unfolded = visible ? asIs : {...state, folds: {...state.folds, folded, standing}};
	const cursor = shownPlanRows(unfolded).findIndex(row => row.node.id === nodeId);
	return cursor < 0 ? state : {...unfolded, places: {...unfolded.places, plan: {...unfolded.places.plan, cursor}}};
}

/** To the next (1) or previous (-1) node that the search finds, around the end; 0 stays when the cursor is on one. */
export function toMatch(state: State, step: 1 | 0 | -1): State {
	const plan = shownTree(state);
	if (plan === null || state.filters.plan === '') {
		return step === 0 ? state : {...state, notice: {text: '/ searches the plan first', tone: 'plain'}};
	}

	const found = searchPlan(plan, state.filters.plan);
	const here = shownPlanRows(state)[state.places.plan.cursor]?.node.id ?? 0;
	const next = step < 0 ? found.findLast(id => id < here) ?? found.at(-1) : found.find(id => step === 0 ? id >= here : id > here) ?? found[0];
	return next === undefined ? {...state, notice: {text: `no node contains "${state.filters.plan}"`, tone: 'plain'}} : toPlanNode(state, next);
}
