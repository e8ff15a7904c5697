import type {Step} from './command.ts';
import {only} from './key-step.ts';
import {openAnother} from './start-trial.ts';
import type {WayBack} from './overlay.ts';
import type {State} from './state.ts';

/** Out of the diff: what was on the screen before somebody asked why. */
export function backToLattice(state: State, {overlay, configuration, pinned, entryName}: WayBack): Step {
	const restored: State = {...state, overlay, configuration, pinned};
	const {entries = [], operations = []} = state.around?.catalog ?? {};
	const card = [...entries, ...operations].find(({name}) => name === entryName);
	return card === undefined ? only(restored) : openAnother(restored, card);
}
