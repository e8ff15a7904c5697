import type {Step} from './command.ts';
import {editText} from './edit-text.ts';
import {type Key, only} from './key-step.ts';
import {movedWithin, rowsBeside} from './list-moves.ts';
import {matchingBindings} from './matching-bindings.ts';
import {moves} from './moves.ts';
import type {Overlay} from './overlay.ts';
import type {State} from './state.ts';

/** Keys in the palette: what is typed narrows it, Enter does what it names. */
export function chooseCommand(state: State, overlay: Extract<Overlay, {kind: 'palette'}>, key: Key): Step {
	const found = matchingBindings(overlay.field.text);
	// ^N and ^P as in a shell.
	const rows = key.name === 'ctrl+n' ? 1 : key.name === 'ctrl+p' ? -1 : rowsBeside(key.name, found.length);
	if (rows !== null) {
		return only({...state, overlay: {...overlay, cursor: movedWithin(overlay.cursor, rows, found.length)}});
	}

	switch (key.name) {
		case 'escape': {
			return only({...state, overlay: null});
		}

		case 'enter': {
			const binding = found[overlay.cursor];
			if (binding === undefined) {
				return only({...state, overlay: null});
			}

			// A command of one pane, chosen from anywhere, acts in its pane.
			const [pane] = binding.panes ?? [];
			const closed: State = {...state, overlay: null, focus: pane === undefined || binding.panes?.includes(state.focus) ? state.focus : pane};
			const reason = binding.blocked?.(closed) ?? null;
			return reason === null ? moves[binding.move](closed) : only({...closed, notice: {text: `${binding.title}: ${reason}`, tone: 'warn'}});
		}

		default: {
			const field = editText(overlay.field, key);
			return only(field === null ? state : {...state, overlay: {...overlay, field, cursor: 0}});
		}
	}
}
