import type {Action} from './action.ts';
import type {Step} from './command.ts';
import {keepVisible} from './keep-visible.ts';
import {reduceKey} from './reduce-key.ts';
import {reduceOverlay, reducePaste} from './reduce-overlay.ts';
import {reduceOpening} from './reduce-opening.ts';
import {reduceTrial} from './reduce-trial.ts';
import {flipIndex, followIndex} from './flips.ts';
import {shownEntries} from './select.ts';
import {openAnother} from './start-trial.ts';
import type {State, Surroundings} from './state.ts';

/** The whole screen as one function: what happened, what is shown next, what is to be done. */
export function reduce(state: State, action: Action): Step {
	const step = reduceAction(state, action);
	return {...step, state: keepVisible(step.state)};
}

function reduceAction(state: State, action: Action): Step {
	switch (action.kind) {
		case 'key': {
			const fresh = {...state, notice: null};
			return state.opening === null
				? (state.overlay === null ? reduceKey(fresh, action) : reduceOverlay(fresh, state.overlay, action))
				: reduceOpening(fresh, state.opening, action);
		}

		case 'paste': {
			return only(state.overlay === null ? state : reducePaste(state, state.overlay, action.text));
		}

		case 'resized': {
			return only({...state, size: {columns: action.columns, rows: action.rows}});
		}

		case 'step': {
			return only(state.opening === null ? state : {...state, opening: {...state.opening, title: action.title, fraction: action.fraction}});
		}

		case 'note': {
			return only(state.opening === null
				? {...state, notice: {text: action.text, tone: 'plain'}}
				: {...state, opening: {...state.opening, notes: [...state.opening.notes, action.text]}});
		}

		case 'asked': {
			return only(state.opening === null ? state : {...state, opening: {...state.opening, question: action.question}});
		}

		case 'open failed': {
			return only(state.opening === null ? state : {...state, opening: {...state.opening, question: null, failure: {lines: action.lines, code: action.code}}});
		}

		case 'opened': {
			return opened(state, action.around);
		}

		case 'around': {
			const changed = {...state, around: action.around};
			return action.flip === null ? only(changed) : followIndex(flipIndex(changed, action.flip), action.flip);
		}

		case 'parameters': {
			return only({...state, parameters: new Map(state.parameters).set(action.entryName, action.values)});
		}

		case 'trial':
		case 'trial cancelled':
		case 'trial failed': {
			return only(reduceTrial(state, action));
		}

		case 'notice': {
			return only({...state, notice: {text: action.text, tone: action.tone}});
		}

		case 'tick': {
			return only({...state, now: action.now});
		}
	}
}

function opened(state: State, around: Surroundings): Step {
	const notes = state.opening?.notes ?? [];
	const last = notes.at(-1);
	const next: State = {
		...state,
		opening: null,
		around,
		configuration: around.universe.asBuilt,
		pinned: around.universe.asBuilt,
		notice: last === undefined ? null : {text: last, tone: 'plain'},
	};
	const [first] = shownEntries(next);
	return first === undefined ? only(next) : openAnother(next, first);
}

function only(state: State): Step {
	return {state, commands: []};
}
