import type {OperationEvent} from '../experiment/operation-events.ts';
import type {State} from './state.ts';
import type {OperationTrial} from './trial.ts';

/** News of an operation's trial. */
export function reduceOperation(state: State, trial: OperationTrial, event: OperationEvent): State {
	const phase = trial.phase === 'cancelling' ? 'cancelling' : 'measuring';
	switch (event.kind) {
		case 'building': {
			return {...state, trial: {...trial, building: event.indexes}};
		}

		case 'checked': {
			return {...state, trial: {...trial, phase, building: [], checks: event.checks}};
		}

		case 'walked': {
			return {...state, trial: event.side === 'current'
				? {...trial, phase, building: [], stale: false, run: event.run, baseline: null, delta: null, taken: 0, aim: 0}
				: {...trial, phase, building: [], baseline: event.run}};
		}

		case 'round': {
			return {...state, trial: {...trial, phase, taken: event.taken, aim: event.aim}};
		}

		case 'operated': {
			const operated = new Map(state.operated).set(trial.entryName, event.run);
			return {...state, operated, suspect: null, trial: {...trial, phase: 'done', stale: false, run: event.run, checks: event.run.checks, delta: event.delta, baseline: event.delta?.baseline ?? null}};
		}

		case 'kept': {
			return event.note === null ? state : {...state, notice: {text: event.note, tone: 'warn'}};
		}
	}
}
