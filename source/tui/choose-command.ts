import type {Step} from './command.ts';
import {editText} from './edit-text.ts';
import {type Key, only} from './key-step.ts';
import {matchingBindings} from './matching-bindings.ts';
import {moves} from './moves.ts';
import type {Overlay, State} from './state.ts';

/** Keys in the palette: what is typed narrows it, Enter does what it names. */
export function chooseCommand(state: State, overlay: Extract<Overlay, {kind: 'palette'}>, key: Key): Step {
	const found = matchingBindings(overlay.field.text);
	switch (key.name) {
		case 'escape': {
			return only({...state, overlay: null});
		}

		case 'down':
		case 'ctrl+n': {
			return only({...state, overlay: {...overlay, cursor: Math.min(found.length - 1, overlay.cursor + 1)}});
		}

		case 'up':
		case 'ctrl+p': {
			return only({...state, overlay: {...overlay, cursor: Math.max(0, overlay.cursor - 1)}});
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
