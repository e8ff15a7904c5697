import type {Step} from './command.ts';
import {editText} from './edit-text.ts';
import {type Key, only} from './key-step.ts';
import {moves, openUnderCursor} from './moves.ts';
import {toMatch} from './plan-moves.ts';
import type {Overlay} from './overlay.ts';
import type {State} from './state.ts';

/** Keys in a filter: rows answer while it is typed; Enter keeps it, Esc takes it back. */
export function editFilter(state: State, overlay: Extract<Overlay, {kind: 'filter'}>, key: Key): Step {
	switch (key.name) {
		case 'escape': {
			return only({...state, overlay: null, filters: {...state.filters, [overlay.pane]: overlay.before}});
		}

		case 'enter': {
			const closed = {...state, overlay: null};
			return overlay.pane === 'queries' ? openUnderCursor(closed) : only(closed);
		}

		case 'down':
		case 'up': {
			return moves[key.name]({...state, overlay: null});
		}

		default: {
			const field = editText(overlay.field, key);
			if (field === null) {
				return only(state);
			}

			const filtered: State = {...state, overlay: {...overlay, field}, filters: {...state.filters, [overlay.pane]: field.text}};
			return only(overlay.pane === 'plan'
				? toMatch(filtered, 0)
				: {...filtered, places: {...state.places, [overlay.pane]: {cursor: 0, offset: 0}}});
		}
	}
}
