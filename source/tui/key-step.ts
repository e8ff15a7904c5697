import type {Step} from './command.ts';
import type {State} from './state.ts';

/** A key as the stdin parser tells it. */
export interface Key {
	readonly name: string;
	/** The grapheme it prints; null for a key that prints nothing. */
	readonly text: string | null;
}

/** A state with nothing to be done about it. */
export function only(state: State): Step {
	return {state, commands: []};
}
