import type {SqlValue} from '../database/session.ts';
import type {Step} from './command.ts';
import {only} from './key-step.ts';
import {busy, openCard} from './select.ts';
import {nextId} from './start-trial.ts';
import type {State} from './state.ts';

/** Tries the open query over the values of one parameter, under the indexes as they are on the screen; stops what is being measured. */
export function startSweep(state: State, over: string | null, asked: readonly SqlValue[]): Step {
	const entry = openCard(state);
	if (entry?.kind !== 'QueryEntry') {
		return only(state);
	}

	const id = nextId(state);
	const again = state.sweep?.entryName === entry.name && state.overlay?.kind === 'sweep' ? state.sweep : null;
	return {
		state: {
			...state,
			overlay: state.overlay?.kind === 'sweep' ? {...state.overlay, field: null, marked: null} : {kind: 'sweep', at: 0, marked: null, offset: 0, field: null},
			sweep: {
				id, entryName: entry.name, over, asked, phase: 'running', sweep: null, warnings: [], error: null, startedAt: null,
				interrupted: busy(state.trial) || again?.interrupted === true,
			},
		},
		commands: [{kind: 'sweep', id, entry, parameters: state.parameters.get(entry.name) ?? null, over, asked, indexes: state.configuration}],
	};
}
