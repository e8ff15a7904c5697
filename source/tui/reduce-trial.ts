import type {TrialEvent} from '../experiment/trial-events.ts';
import type {Action} from './action.ts';
import {reduceOperation} from './reduce-operation.ts';
import type {State} from './state.ts';
import type {QueryTrial} from './trial.ts';

type TrialAction = Extract<Action, {kind: 'trial' | 'operation' | 'trial cancelled' | 'trial failed'}>;

/** News of a trial; news of one that was overtaken, or ended with the connection, is dropped. */
export function reduceTrial(state: State, action: TrialAction): State {
	const {trial} = state;
	if (trial === null || trial.id !== action.id || state.lost !== null) {
		return state;
	}

	switch (action.kind) {
		case 'trial': {
			return trial.kind === 'query' ? afterEvent(state, trial, action.event) : state;
		}

		case 'operation': {
			return trial.kind === 'operation' ? reduceOperation(state, trial, action.event) : state;
		}

		case 'trial cancelled': {
			return {
				...state,
				trial: {...trial, phase: 'cancelled', stale: false},
				// A sweep that took its place is no cancel of the user's.
				notice: state.sweep?.phase === 'running' ? state.notice : {text: 'cancelled: the server has stopped working on it; Enter measures again', tone: 'plain'},
			};
		}

		case 'trial failed': {
			return {...state, trial: trial.kind === 'query'
				? {...trial, phase: 'failed', stale: false, plan: null, run: null, comparison: null, delta: null, forecast: null, error: action.lines}
				: {...trial, phase: 'failed', stale: false, run: null, baseline: null, delta: null, error: action.lines}};
		}
	}
}

function afterEvent(state: State, trial: QueryTrial, event: TrialEvent): State {
	switch (event.kind) {
		case 'building': {
			return {...state, trial: {...trial, building: event.indexes}};
		}

		case 'warned': {
			return {...state, trial: {...trial, warnings: event.warnings}};
		}

		case 'planned': {
			// A fold or a cursor position belongs to a tree: it survives only as long as the rows fit.
			return {...state, trial: {
				...trial,
				phase: trial.phase === 'cancelling' ? 'cancelling' : 'planned',
				building: [],
				warnings: [],
				stale: false,
				plan: event.plan,
				run: null,
				samples: [],
				baselineSamples: [],
				comparison: null,
				delta: null,
				forecast: null,
			}};
		}

		case 'read': {
			return {...state, trial: {...trial, phase: 'done', stale: false, plan: event.plan, run: null, samples: [], baselineSamples: [], comparison: null, delta: null}};
		}

		case 'executed': {
			return event.side === 'current'
				? {...state, trial: {...trial, phase: measuring(trial), building: [], plan: event.plan, run: event.run}}
				: {...state, trial: {...trial, phase: measuring(trial), building: [], baseline: {run: event.run, plan: event.plan}}};
		}

		case 'sampled': {
			return {...state, trial: {
				...trial,
				phase: measuring(trial),
				samples: event.current,
				baselineSamples: event.baseline,
				aim: event.aim,
				comparison: event.comparison,
			}};
		}

		case 'kept': {
			return event.note === null ? state : {...state, notice: {text: event.note, tone: 'warn'}};
		}

		case 'measured': {
			const deltas = new Map(state.deltas);
			if (event.delta === null) {
				deltas.delete(trial.entryName);
			} else {
				deltas.set(trial.entryName, event.delta);
			}

			return {...state, deltas, suspect: null, trial: {
				...trial,
				phase: 'done',
				run: event.run,
				delta: event.delta,
				samples: event.run.samples,
				baselineSamples: event.delta?.baseline.samples ?? [],
				comparison: event.delta?.comparison ?? null,
				baseline: event.delta === null ? null : trial.baseline,
			}};
		}

		case 'foreseen': {
			const {forecast} = event;
			const deltas = new Map(state.deltas);
			deltas.delete(trial.entryName);
			return {...state, deltas, trial: {
				...trial,
				phase: event.final ? 'done' : measuring(trial),
				plan: forecast.current.plan,
				baseline: forecast.baseline,
				forecast,
			}};
		}
	}
}

function measuring(trial: QueryTrial): QueryTrial['phase'] {
	return trial.phase === 'cancelling' ? 'cancelling' : 'measuring';
}
