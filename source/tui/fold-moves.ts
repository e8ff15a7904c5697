import {crowdsOf} from '../view/plan-folds.ts';
import type {PlanRow} from '../view/plan-rows.ts';
import type {Step} from './command.ts';
import {shownTree} from './select.ts';
import type {State} from './state.ts';

export function setFold(state: State, nodeId: number, closed: boolean): Step {
	const folded = new Set(state.folds.folded);
	if (closed) {
		folded.add(nodeId);
	} else {
		folded.delete(nodeId);
	}

	return {state: {...state, folds: {...state.folds, folded}}, commands: []};
}

/** Opens a closed row: a branch, or a crowd whose members are then shown one by one. */
export function openRow(state: State, row: PlanRow): Step {
	const first = row.alike?.group.members[0];
	if (first === undefined) {
		return row.fold === 'closed' ? setFold(state, row.node.id, false) : {state, commands: []};
	}

	return {state: {...state, folds: {...state.folds, spread: new Set(state.folds.spread).add(first)}}, commands: []};
}

/** Closes the crowd that a row is a member of; null when it is in none that was opened. */
export function gatherCrowd(state: State, row: PlanRow): Step | null {
	const plan = shownTree(state);
	const first = plan === null || state.folds.spread.size === 0 ? undefined : crowdsOf(plan).find(({members}) => members.includes(row.node.id))?.members[0];
	if (first === undefined || !state.folds.spread.has(first)) {
		return null;
	}

	const spread = new Set(state.folds.spread);
	spread.delete(first);
	return {state: {...state, folds: {...state.folds, spread}}, commands: []};
}
