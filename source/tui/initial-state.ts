import {configurationOf} from '../catalog/index-configuration.ts';
import {noFolds} from '../view/plan-folds.ts';
import type {State} from './state.ts';

const start = {cursor: 0, offset: 0} as const;

/**
 * @param rttMs - what `--rtt` asks for
 * @param startThere - see State
 */
export function initialState(size: State['size'], rttMs = 0, startThere: string | null = null): State {
	return {
		size,
		opening: {title: 'Starting', fraction: null, notes: [], question: null, failure: null},
		around: null,
		focus: 'queries',
		zoomed: false,
		overlay: null,
		places: {queries: start, indexes: start, plan: start, buffers: start, timing: start},
		filters: {queries: '', indexes: '', plan: ''},
		allIndexes: false,
		folds: noFolds,
		lost: null,
		suspect: null,
		entryName: null,
		parameters: new Map(),
		configuration: configurationOf([]),
		pinned: configurationOf([]),
		undo: [],
		trial: null,
		pinnedPlan: null,
		deltas: new Map(),
		operated: new Map(),
		rttMs,
		startThere,
		past: new Map(),
		sweep: null,
		watched: {report: null, problem: null, phase: 'looking'},
		combining: {universe: null, combinations: null, step: null, problem: null},
		notice: null,
		now: 0,
	};
}
