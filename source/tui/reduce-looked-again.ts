import {carryOver} from './carry-over.ts';
import {meanwhileText, overText} from './changed-indexes.ts';
import type {Command, Step} from './command.ts';
import {only} from './key-step.ts';
import {openLattice} from './reduce-lattice.ts';
import {startSweep} from './start-sweep.ts';
import {startTrial} from './start-trial.ts';
import type {State, Surroundings} from './state.ts';

/** The database was looked over again: after a step, which had it to itself, or because others had changed indexes when something was to be tried. */
export function reduceLookedAgain(state: State, around: Surroundings, rowsAreNew: boolean): Step {
	const before = state.around;
	if (before === null) {
		return only(state);
	}

	const {state: carried, stuck} = carryOver(state, before, around);
	const ofStep = state.overlay?.kind === 'steps';
	const told = [
		...(ofStep ? [] : [meanwhileText(before.universe, around.universe) ?? 'the indexes were changed meanwhile']),
		...[overText(state.configuration, before.universe, around.universe) ?? []].flat(),
		...(stuck ? ['your flips cannot be done here: the indexes stand as they are built'] : []),
	];
	const next: State = {
		...carried,
		parameters: rowsAreNew ? new Map() : carried.parameters,
		notice: told.length === 0 ? carried.notice : {text: told.join('; '), tone: 'warn'},
	};
	// A step has the database to itself; what is open is measured when its overlay is closed.
	return next.overlay?.kind === 'steps' ? only({...next, overlay: {...next.overlay, changed: true}}) : beganAnew(next);
}

/** What was to be tried under the indexes of before, under those of now; what the user has stopped stays stopped. */
function beganAnew(state: State): Step {
	const {overlay, trial} = state;
	if (overlay?.kind === 'sweep') {
		return startSweep(state, state.sweep?.over ?? null, state.sweep?.asked ?? []);
	}

	const step = trial?.phase === 'cancelling' || trial?.phase === 'cancelled' ? only({...state, trial: {...trial, phase: 'cancelled', stale: false}}) : startTrial(state);
	if (overlay?.kind === 'export') {
		return also(step, [{kind: 'export', order: {kind: 'wait'}}]);
	}

	if (overlay?.kind === 'lattice') {
		const {state: next, commands} = openLattice(step.state);
		return also({...step, state: next}, commands);
	}

	return step;
}

function also({state, commands}: Step, more: readonly Command[]): Step {
	return {state, commands: [...commands, ...more]};
}
