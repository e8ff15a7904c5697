import {configurationOf, type IndexConfiguration} from '../catalog/index-configuration.ts';
import type {Step} from './command.ts';
import {only} from './key-step.ts';
import {shownIndexes} from './shown-indexes.ts';
import {startTrial} from './start-trial.ts';
import type {State} from './state.ts';

/** Removes the proposed index under the cursor; those of the database and of the catalogue stay. */
export function withdrawUnderCursor(state: State): Step {
	const index = shownIndexes(state)[state.places.indexes.cursor]?.index;
	if (index === undefined) {
		return only(state);
	}

	if (index.origin !== 'proposed') {
		const where = index.origin === 'database' ? 'the database has it, and planflip drops nothing for good' : 'the catalogue describes it';
		return only({...state, notice: {text: `${index.key} stays: ${where}; Space switches it off`, tone: 'plain'}});
	}

	return withdraw(state, index.key);
}

/** No configuration remembers the index; what it was on in is tried without it. */
export function withdraw(state: State, key: string): Step {
	const tried = state.configuration.on.has(key) || state.pinned.on.has(key);
	const without = (configuration: IndexConfiguration) => configuration.on.has(key) ? configurationOf([...configuration.on].filter(name => name !== key)) : configuration;
	const forgotten = {...state, configuration: without(state.configuration), pinned: without(state.pinned), undo: state.undo.map(configuration => without(configuration))};
	const step = tried ? startTrial(forgotten) : only(forgotten);
	return {...step, commands: [{kind: 'withdraw', key}, ...step.commands]};
}
