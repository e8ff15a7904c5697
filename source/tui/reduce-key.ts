import type {Step} from './command.ts';
import {bindingFor} from './key-table.ts';
import {moves} from './moves.ts';
import type {State} from './state.ts';

/** A key with nothing lying over the panes: the table says what it means here and why it may not work now. */
export function reduceKey(state: State, key: {readonly name: string}): Step {
	const binding = bindingFor(key.name, state.focus);
	if (binding === null) {
		return {state, commands: []};
	}

	const reason = binding.blocked?.(state) ?? null;
	return reason === null
		? moves[binding.move](state)
		: {state: {...state, notice: {text: `${binding.title}: ${reason}`, tone: 'warn'}}, commands: []};
}
