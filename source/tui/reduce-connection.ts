import type {Action} from './action.ts';
import {carryOver} from './carry-over.ts';
import {overText} from './changed-indexes.ts';
import type {Step} from './command.ts';
import {only} from './key-step.ts';
import {openLattice} from './reduce-lattice.ts';
import {busy} from './select.ts';
import {startTrial} from './start-trial.ts';
import type {State, Surroundings} from './state.ts';
import type {Trial} from './trial.ts';

type ConnectionAction = Extract<Action, {kind: 'lost' | 'reconnecting' | 'reopened'}>;

/** The connection goes and comes; what the user has set up stays. */
export function reduceConnection(state: State, action: ConnectionAction): Step {
	switch (action.kind) {
		case 'lost': {
			return only(lose(state, action.why));
		}

		case 'reconnecting': {
			const {lost} = state;
			return only(lost === null ? state : {...state, lost: {...lost, nextAt: action.nextAt, problem: action.problem ?? lost.problem}});
		}

		case 'reopened': {
			return state.around === null ? only(state) : reopened(state, state.around, action.around);
		}
	}
}

function lose(state: State, why: string): State {
	const {trial} = state;
	const lost = {why, problem: null, nextAt: null};
	if (trial === null || !busy(trial)) {
		return {...state, lost};
	}

	if (trial.phase === 'cancelling') {
		return {...state, lost, trial: {...trial, phase: 'cancelled', stale: false}};
	}

	// A statement that takes its server down would do so again and again.
	return state.suspect === trial.entryName
		? {...state, lost, suspect: null, trial: {...trial, phase: 'failed', stale: false, error: [why, `The connection was lost twice while this ${trial.kind} ran: it is not run a third time by itself.`]}}
		: {...state, lost, suspect: trial.entryName, trial: {...trial, phase: 'waiting', building: [], stale: false}};
}

function reopened(state: State, before: Surroundings, around: Surroundings): Step {
	const {state: next, stuck} = carryOver(state, before, around);
	const over = overText(state.configuration, before.universe, around.universe);
	const told: State = {...next, lost: null, notice: {text: [welcome(before, around, stuck), ...(over === null ? [] : [over])].join('; '), tone: stuck || over !== null || around.rung.number > before.rung.number ? 'warn' : 'plain'}};
	// A step has the database to itself; what is open is measured when the overlay of the steps is closed.
	return rests(state.trial) ? only(told) : told.overlay?.kind === 'steps' ? only({...told, overlay: {...told.overlay, changed: true}}) : withLattice(startTrial(told));
}

/** All combinations that were on the screen are of other indexes now. */
function withLattice({state, commands}: Step): Step {
	if (state.overlay?.kind !== 'lattice' || state.combining.universe !== null) {
		return {state, commands};
	}

	const {state: next, commands: more} = openLattice(state);
	return {state: next, commands: [...commands, ...more]};
}

/** What was stopped, or not to be tried again, waits for the user. */
function rests(trial: Trial | null): boolean {
	return trial?.phase === 'cancelled' || trial?.phase === 'failed';
}

function welcome(before: Surroundings, {facts, rung}: Surroundings, stuck: boolean): string {
	return [
		`connected again: ${facts.version}${facts.inRecovery && !before.facts.inRecovery ? ', now a standby' : ''}`,
		...(rung.number === before.rung.number ? [] : [`now ${rung.badge}`]),
		...(stuck ? ['your flips cannot be done here: the indexes stand as they are built'] : []),
	].join('; ');
}
