import type {Step} from './command.ts';
import type {Opening, State} from './state.ts';

/** Keys while the database is being opened: an answer to its question, or the way out. */
export function reduceOpening(state: State, opening: Opening, key: {readonly name: string}): Step {
	switch (key.name) {
		case 'q':
		case 'ctrl+c': {
			return {state, commands: [{kind: 'quit', code: opening.failure?.code ?? (key.name === 'q' ? 0 : 130)}]};
		}

		case 'ctrl+z': {
			return {state, commands: [{kind: 'suspend'}]};
		}

		case 'ctrl+l': {
			return {state, commands: [{kind: 'repaint'}]};
		}

		case 'y':
		case 'n':
		case 'escape': {
			return opening.question === null
				? {state, commands: []}
				: {state: {...state, opening: {...opening, question: null}}, commands: [{kind: 'answer', yes: key.name === 'y'}]};
		}

		default: {
			return {state, commands: []};
		}
	}
}
