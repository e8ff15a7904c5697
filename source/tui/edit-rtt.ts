import {parseMs} from '../text/parse-ms.ts';
import type {Step} from './command.ts';
import {editText} from './edit-text.ts';
import {type Key, only} from './key-step.ts';
import {startTrial} from './start-trial.ts';
import type {Overlay} from './overlay.ts';
import type {State} from './state.ts';

/** To the other side of the world takes a third of it (ms). */
const longestMs = 10_000;

/** Keys in the field of the round trip's time: Enter measures the open operation with it; what is wrong with it is told in the field. */
export function editRtt(state: State, overlay: Extract<Overlay, {kind: 'rtt'}>, key: Key): Step {
	switch (key.name) {
		case 'escape': {
			return only({...state, overlay: null});
		}

		case 'enter': {
			const text = overlay.field.text.trim();
			const rttMs = text === '' ? 0 : parseMs(text);
			if (rttMs === null || rttMs > longestMs) {
				const letter = rttMs === null ? [`"${text}" is no time.`, 'For example 1ms, 0.5ms, 250us; 0 waits for nothing.'] : ['A round trip takes ten seconds at the most.'];
				return only({...state, overlay: {...overlay, letter}});
			}

			const closed: State = {...state, overlay: null, rttMs};
			return closed.trial?.kind === 'operation' && rttMs !== state.rttMs ? startTrial(closed) : only(closed);
		}

		default: {
			const field = editText(overlay.field, key);
			return only(field === null ? state : {...state, overlay: {kind: 'rtt', field, letter: []}});
		}
	}
}
