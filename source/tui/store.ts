import type {Action} from './action.ts';
import type {Command} from './command.ts';
import {reduce} from './reduce.ts';
import type {State} from './state.ts';

/** One state, one way to change it. Commands go to whoever performs them, after the change is in place. */
export interface Store {
	readonly state: () => State;
	readonly dispatch: (action: Action) => void;
	readonly subscribe: (listener: () => void) => () => void;
}

export function createStore(initial: State, perform: (command: Command) => void): Store {
	let state = initial;
	const listeners = new Set<() => void>();
	return {
		state: () => state,
		dispatch(action) {
			const step = reduce(state, action);
			if (step.state !== state) {
				state = step.state;
				for (const listener of listeners) {
					listener();
				}
			}

			for (const command of step.commands) {
				perform(command);
			}
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
	};
}
