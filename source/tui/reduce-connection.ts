import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import {configurationOf, sameConfiguration} from '../catalog/index-configuration.ts';
import {flipObstacle} from '../experiment/plan-switch.ts';
import type {Action} from './action.ts';
import type {Step} from './command.ts';
import {busy} from './select.ts';
import {startTrial} from './start-trial.ts';
import type {State, Surroundings, Trial} from './state.ts';

type ConnectionAction = Extract<Action, {kind: 'lost' | 'reconnecting' | 'reopened' | 'looked again'}>;

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

		case 'looked again': {
			return only(state.around === null ? state : lookedAgain(state, state.around, action.around));
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
	const {state: next, stuck} = inside(state, before, around);
	const told: State = {...next, lost: null, notice: {text: welcome(before, around, stuck), tone: stuck || around.rung.number > before.rung.number ? 'warn' : 'plain'}};
	// A step has the database to itself; what is open is measured when the overlay of the steps is closed.
	return rests(state.trial) ? only(told) : told.overlay?.kind === 'steps' ? only({...told, overlay: {...told.overlay, changed: true}}) : startTrial(told);
}

/** After a step, or in the database of the steps: measured anew when the overlay is closed. */
function lookedAgain(state: State, before: Surroundings, around: Surroundings): State {
	const {state: next, stuck} = inside(state, before, around);
	const told: State = stuck ? {...next, notice: {text: 'your flips cannot be done here: the indexes stand as they are built', tone: 'warn'}} : next;
	return told.overlay?.kind === 'steps' ? {...told, overlay: {...told.overlay, changed: true}} : told;
}

/** What the user has set up, in the database as it is now; `stuck` where his flips cannot be done there. */
function inside(state: State, before: Surroundings, around: Surroundings): {readonly state: State; readonly stuck: boolean} {
	const carry = (configuration: IndexConfiguration) => carried(configuration, before, around);
	const wanted = carry(state.configuration);
	const pinned = carry(state.pinned);
	const undo = state.undo.map(configuration => carry(configuration));
	const stuck = isStuck(wanted, around);
	return {stuck, state: {
		...state,
		around,
		configuration: stuck ? around.universe.asBuilt : wanted,
		pinned: isStuck(pinned, around) ? around.universe.asBuilt : pinned,
		undo: stuck ? [...undo, wanted] : undo,
	}};
}

/** What was stopped, or not to be tried again, waits for the user. */
function rests(trial: Trial | null): boolean {
	return trial?.phase === 'cancelled' || trial?.phase === 'failed';
}

/** What the user flipped stays flipped; the rest is as the database now has it. */
function carried(configuration: IndexConfiguration, before: Surroundings, around: Surroundings): IndexConfiguration {
	return configurationOf(around.universe.indexes.filter(({key, built}) => {
		const on = configuration.on.has(key);
		return before.universe.byKey.has(key) && on !== before.universe.asBuilt.on.has(key) ? on : built;
	}).map(({key}) => key));
}

/** Whether the server, as it is now, cannot take on this configuration. */
function isStuck(configuration: IndexConfiguration, {universe, rung, facts}: Surroundings): boolean {
	return !sameConfiguration(configuration, universe.asBuilt)
		&& universe.indexes.some(index => configuration.on.has(index.key) !== index.built && flipObstacle(index, rung, facts.superuser) !== null);
}

function welcome(before: Surroundings, {facts, rung}: Surroundings, stuck: boolean): string {
	return [
		`connected again: ${facts.version}${facts.inRecovery && !before.facts.inRecovery ? ', now a standby' : ''}`,
		...(rung.number === before.rung.number ? [] : [`now ${rung.badge}`]),
		...(stuck ? ['your flips cannot be done here: the indexes stand as they are built'] : []),
	].join('; ');
}

function only(state: State): Step {
	return {state, commands: []};
}
