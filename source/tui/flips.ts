import {flip, type IndexConfiguration, sameConfiguration} from '../catalog/index-configuration.ts';
import {wholesOf} from '../experiment/partition-indexes.ts';
import {flipObstacle, takesSwitching} from '../experiment/plan-switch.ts';
import {rungOf} from '../experiment/rung.ts';
import {span} from '../view/line.ts';
import type {Step} from './command.ts';
import {shownTree} from './select.ts';
import {shownIndexes} from './shown-indexes.ts';
import {startTrial} from './start-trial.ts';
import type {State, Surroundings} from './state.ts';

const longestUndo = 100;

/** Goes to another configuration, remembers the way back, and tries it at once. */
export function switchTo(state: State, configuration: IndexConfiguration): Step {
	if (sameConfiguration(configuration, state.configuration)) {
		return {state: {...state, notice: {text: 'that is how the indexes stand already', tone: 'plain'}}, commands: []};
	}

	const stuck = state.around === null ? null : whatIsStuck(state.around, state.configuration, configuration);
	if (stuck !== null) {
		return {state: {...state, notice: {text: stuck, tone: 'warn'}}, commands: []};
	}

	const undo = [...state.undo, state.configuration].slice(-longestUndo);
	return startTrial({...state, configuration, undo});
}

/** Why this server cannot go from one configuration to another; null when it can. */
function whatIsStuck({universe, rung, facts}: Surroundings, from: IndexConfiguration, to: IndexConfiguration): string | null {
	const stuck = universe.indexes.flatMap(index => {
		const changes = from.on.has(index.key) !== to.on.has(index.key);
		// A part of a partitioned index goes with the whole.
		const goesAlong = wholesOf(index, universe.indexes).some(({key}) => !to.on.has(key));
		const obstacle = changes && !goesAlong && takesSwitching(index, to) ? flipObstacle(index, rung, facts.superuser) : null;
		return obstacle === null ? [] : [{index, obstacle}];
	});
	const [first] = stuck;
	return first === undefined ? null : `${first.index.key}${stuck.length > 1 ? ` and ${stuck.length - 1} more` : ''} cannot be flipped: ${first.obstacle}`;
}

export function flipIndex(state: State, key: string): Step {
	const {around} = state;
	const index = around?.universe.byKey.get(key);
	if (around === null || index === undefined) {
		return {state: {...state, notice: {text: `${key} is gone`, tone: 'warn'}}, commands: []};
	}

	const evenThen = flipObstacle(index, rungOf(5), around.facts.superuser);
	const now = flipObstacle(index, around.rung, around.facts.superuser);
	if (around.canAskToBlock && now !== null && evenThen === null) {
		return {state: {...state, overlay: consentFor(key)}, commands: []};
	}

	return switchTo(state, flip(state.configuration, key));
}

export function undoFlip(state: State): Step {
	const last = state.undo.at(-1);
	return last === undefined ? {state, commands: []} : startTrial({...state, configuration: last, undo: state.undo.slice(0, -1), notice: {text: undoneWords(state.configuration, last), tone: 'plain'}});
}

/** `taken back: shots_type is off again`, `taken back: 3 indexes are as before`. */
function undoneWords(from: IndexConfiguration, to: IndexConfiguration): string {
	const changed = [...new Set([...from.on, ...to.on])].filter(key => from.on.has(key) !== to.on.has(key));
	const [only] = changed;
	return `taken back: ${changed.length === 1 && only !== undefined ? `${only} is ${to.on.has(only) ? 'on' : 'off'} again` : `${changed.length} indexes are as before`}`;
}

export function pinBaseline(state: State): Step {
	if (state.around?.rung.number === 0) {
		const notice = {text: 'pinned: buffers and d now compare with this plan', tone: 'plain'} as const;
		return {state: {...state, pinnedPlan: shownTree(state), notice}, commands: []};
	}

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

/** A flip may change the order of the rows; the cursor stays on its index. */
export function followIndex(step: Step, key: string): Step {
	const at = shownIndexes(step.state).findIndex(row => row.index.key === key);
	return at < 0 || at === step.state.places.indexes.cursor ? step : {...step, state: {...step.state, places: {...step.state.places, indexes: {...step.state.places.indexes, cursor: at}}}};
}
