import type {Step} from './command.ts';
import {switchTo} from './flips.ts';
import {type Key, only} from './key-step.ts';
import {movedWithin, rowsMoved} from './list-moves.ts';
import type {Overlay} from './overlay.ts';
import type {State} from './state.ts';

/** Keys in the list of presets: Enter or a number switches. */
export function choosePreset(state: State, overlay: Extract<Overlay, {kind: 'presets'}>, key: Key): Step {
	const presets = state.around?.universe.presets ?? [];
	const digit = Number(key.name) - 1;
	const chosen = key.name === 'enter' || key.name === 'space' ? presets[overlay.cursor] : presets[digit];
	if (chosen !== undefined) {
		return switchTo({...state, overlay: null}, chosen.configuration);
	}

	const rows = rowsMoved(key.name, presets.length);
	if (rows !== null) {
		return only({...state, overlay: {...overlay, cursor: movedWithin(overlay.cursor, rows, presets.length)}});
	}

	switch (key.name) {
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
