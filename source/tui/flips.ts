import {flip, type IndexConfiguration, sameConfiguration} from '../catalog/index-configuration.ts';
import {flipObstacle} from '../experiment/plan-switch.ts';
import {rungOf} from '../experiment/rung.ts';
import {span} from '../view/line.ts';
import type {Step} from './command.ts';
import {startTrial} from './start-trial.ts';
import type {State} from './state.ts';

const longestUndo = 100;

/** Goes to another configuration, remembers the way back, and tries it at once. */
export function switchTo(state: State, configuration: IndexConfiguration): Step {
	if (sameConfiguration(configuration, state.configuration)) {
		return {state: {...state, notice: {text: 'that is how the indexes stand already', tone: 'plain'}}, commands: []};
	}

	const undo = [...state.undo, state.configuration].slice(-longestUndo);
	return startTrial({...state, configuration, undo});
}

export function flipIndex(state: State, key: string): Step {
	const {around} = state;
	const index = around?.universe.byKey.get(key);
	if (around === null || index === undefined) {
		return {state, commands: []};
	}

	if (around.rung.number === 6 && around.canAskToBlock) {
		return {state: {...state, overlay: consentFor(key)}, commands: []};
	}

	const obstacle = flipObstacle(index, around.rung, around.facts.superuser);
	return obstacle === null
		? switchTo(state, flip(state.configuration, key))
		: {state: {...state, notice: {text: `${key} cannot be flipped: ${obstacle}`, tone: 'warn'}}, commands: []};
}

export function undoFlip(state: State): Step {
	const last = state.undo.at(-1);
	return last === undefined ? {state, commands: []} : startTrial({...state, configuration: last, undo: state.undo.slice(0, -1)});
}

export function pinBaseline(state: State): Step {
	if (sameConfiguration(state.configuration, state.pinned)) {
		return {state: {...state, notice: {text: 'this configuration is the pinned baseline already', tone: 'plain'}}, commands: []};
	}

	return startTrial({
		...state,
		pinned: state.configuration,
		notice: {text: 'pinned: deltas now compare with this configuration', tone: 'plain'},
	});
}

function consentFor(indexKey: string): State['overlay'] {
	return {
		kind: 'consent',
		indexKey,
		question: [
			[span('Let others wait?', 'title')],
			[],
			[span('You own these tables but are no superuser, so a flip here means:')],
			[span(rungOf(5).meaning, 'strong')],
			[span('planflip gives up after 100 ms when somebody holds the table.', 'dim')],
			[],
			[span('y', 'key'), span(' allow it until planflip ends    '), span('n', 'key'), span(' leave the database as it is')],
		],
	};
}
