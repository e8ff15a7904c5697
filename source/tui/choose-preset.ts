import type {Step} from './command.ts';
import {switchTo} from './flips.ts';
import {type Key, only} from './key-step.ts';
import type {Overlay, State} from './state.ts';

/** Keys in the list of presets: Enter or a number switches. */
export function choosePreset(state: State, overlay: Extract<Overlay, {kind: 'presets'}>, key: Key): Step {
	const presets = state.around?.universe.presets ?? [];
	const digit = Number(key.name) - 1;
	const chosen = key.name === 'enter' || key.name === 'space' ? presets[overlay.cursor] : presets[digit];
	if (chosen !== undefined) {
		return switchTo({...state, overlay: null}, chosen.configuration);
	}

	switch (key.name) {
		case 'j':
		case 'down': {
			return only({...state, overlay: {...overlay, cursor: Math.min(presets.length - 1, overlay.cursor + 1)}});
		}

		case 'k':
		case 'up': {
			return only({...state, overlay: {...overlay, cursor: Math.max(0, overlay.cursor - 1)}});
		}

		case 'escape':
		case 'q':
		case 'P': {
			return only({...state, overlay: null});
		}

		default: {
			return only(state);
		}
	}
}
