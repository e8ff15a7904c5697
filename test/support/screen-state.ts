import type {Action} from '../../source/tui/action.ts';
import type {Command} from '../../source/tui/command.ts';
import {initialState} from '../../source/tui/initial-state.ts';
import {reduce} from '../../source/tui/reduce.ts';
import type {State, Surroundings} from '../../source/tui/state.ts';
import {surroundings} from './surroundings.ts';

/** The screen without a screen: what it would show, and what it asked for. */
export interface ScreenState {
	readonly state: State;
	readonly commands: readonly Command[];
	/** Commands since the last call. */
	readonly send: (...actions: readonly Action[]) => readonly Command[];
	readonly press: (...keys: readonly string[]) => readonly Command[];
}

const printable: Readonly<Record<string, string>> = {space: ' '};

/** @param startThere - as the desk of the steps says it; null: there is none */
export function screenState(around: Surroundings | null = surroundings(), size = {columns: 120, rows: 40}, startThere: string | null = null): ScreenState {
	let state = initialState(size, 0, startThere);
	const commands: Command[] = [];
	const send = (...actions: readonly Action[]): readonly Command[] => {
		const before = commands.length;
		for (const action of actions) {
			const step = reduce(state, action);
			state = step.state;
			commands.push(...step.commands);
		}

		return commands.slice(before);
	};

	const screen: ScreenState = {
		get state() {
			return state;
		},
		commands,
		send,
		press: (...keys) => send(...keys.map(name => ({kind: 'key' as const, name, text: printable[name] ?? ([...name].length === 1 ? name : null)}))),
	};
	if (around !== null) {
		send({kind: 'opened', around});
	}

	return screen;
}
