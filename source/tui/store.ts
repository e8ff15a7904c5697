import type {Action} from './action.ts';
import type {Command} from './command.ts';
import {reduce} from './reduce.ts';
import type {State} from './state.ts';

/** One state, one way to change it. Commands go to whoever performs them, after the change is in place. */
export interface Store {
	readonly state: () => State;
	readonly dispatch: (action: Action) => void;
	/** Listeners hear of changes in the next turn of the event loop. */
	readonly subscribe: (listener: () => void) => () => void;
}

export function createStore(initial: State, perform: (command: Command) => void): Store {
	let state = initial;
	const listeners = new Set<() => void>();
	let isTold = true;
	// A frame takes longer than anything else here. In the next turn of the event loop, the database has its statement and
	// works on it while the frame is drawn, and several changes in one turn are one frame.
	const tell = () => {
		if (!isTold) {
			return;
		}

		isTold = false;
		setImmediate(() => {
			isTold = true;
			for (const listener of listeners) {
				listener();
			}
		});
	};

	return {
		state: () => state,
		dispatch(action) {
			const step = reduce(state, action);
			if (step.state !== state) {
				state = step.state;
				tell();
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
