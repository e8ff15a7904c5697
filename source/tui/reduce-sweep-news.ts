import type {Action} from './action.ts';
import type {State} from './state.ts';

/** News of a sweep; of one that was overtaken they are dropped. */
export function reduceSweepNews(state: State, action: Extract<Action, {kind: 'sweep' | 'sweep ended'}>): State {
	const {sweep} = state;
	if (sweep?.id !== action.id) {
		return state;
	}

	if (action.kind === 'sweep ended') {
		return {...state, sweep: {...sweep, phase: action.lines === null ? 'cancelled' : 'failed', error: action.lines}};
	}

	const {event} = action;
	switch (event.kind) {
		case 'building': {
			return {...state, notice: {text: `building ${event.indexes.join(', ')}`, tone: 'plain'}};
		}

		case 'warned': {
			return {...state, sweep: {...sweep, warnings: event.warnings}};
		}

		case 'swept': {
			return {...state, sweep: {...sweep, sweep: event.sweep, phase: event.sweep.phase === 'done' ? 'done' : sweep.phase}};
		}

		case 'kept': {
			return event.note === null ? state : {...state, notice: {text: event.note, tone: 'warn'}};
		}
	}
}
