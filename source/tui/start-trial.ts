import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import {type IndexConfiguration, sameConfiguration} from '../catalog/index-configuration.ts';
import type {OperationEntry} from '../catalog/operation-entry.ts';
import {noFolds} from '../view/plan-folds.ts';
import type {Step} from './command.ts';
import {type Card, openCard} from './select.ts';
import type {State} from './state.ts';
import type {OperationTrial, QueryTrial, Trial} from './trial.ts';

/** Measures what is open under the current configuration; the panes keep what they show until news arrives. */
export function startTrial(state: State): Step {
	const card = openCard(state);
	if (card === null) {
		return {state, commands: []};
	}

	const id = nextId(state);
	if (state.lost !== null) {
		return {state: {...state, trial: waitingTrial(id, card, state.now)}, commands: []};
	}

	return card.kind === 'QueryEntry' ? startQuery(state, id, card) : startOperation(state, id, card);
}

/** Trials and sweeps are numbered together: each overtakes whatever came before. */
export function nextId({trial, sweep}: Pick<State, 'trial' | 'sweep'>): number {
	return Math.max(trial?.id ?? 0, sweep?.id ?? 0) + 1;
}

function startQuery(state: State, id: number, entry: CatalogEntry): Step {
	const shown = state.trial?.kind === 'query' ? state.trial : null;
	const before = shown?.entryName === entry.name ? shown : null;
	return {
		state: {
			...state,
			trial: {
				...emptyQuery(id, entry.name),
				phase: 'starting',
				warnings: before?.warnings ?? [],
				stale: true,
				plan: shown?.plan ?? null,
				run: before?.run ?? null,
				baseline: stillCompares(state, before) ? before?.baseline ?? null : null,
				samples: before?.samples ?? [],
				baselineSamples: before?.baselineSamples ?? [],
				aim: before?.aim ?? 0,
				comparison: before?.comparison ?? null,
				delta: before?.delta ?? null,
				forecast: before?.forecast ?? null,
			},
		},
		commands: [{
			kind: 'try',
			id,
			entry,
			parameters: state.parameters.get(entry.name) ?? null,
			current: state.configuration,
			baseline: state.pinned,
		}],
	};
}

function startOperation(state: State, id: number, operation: OperationEntry): Step {
	const {trial} = state;
	const before = trial?.kind === 'operation' && trial.entryName === operation.name ? trial : null;
	return {
		state: {
			...state,
			trial: {
				...emptyOperation(id, operation.name),
				phase: 'starting',
				stale: true,
				checks: before?.checks ?? [],
				run: before?.run ?? state.operated.get(operation.name) ?? null,
				baseline: before?.baseline ?? null,
				delta: before?.delta ?? null,
			},
		},
		commands: [{
			kind: 'operate',
			id,
			operation,
			parameters: state.parameters.get(operation.name) ?? null,
			current: state.configuration,
			baseline: state.pinned,
			rttMs: state.rttMs,
		}],
	};
}

function emptyQuery(id: number, entryName: string): QueryTrial {
	return {
		kind: 'query', id, entryName, phase: 'waiting', building: [], warnings: [], forecast: null, stale: false, plan: null, run: null, baseline: null, samples: [], baselineSamples: [], aim: 0,
		// The screen's own clock stood still while nothing ran.
		comparison: null, delta: null, error: null, startedAt: null,
	};
}

function emptyOperation(id: number, entryName: string): OperationTrial {
	return {kind: 'operation', id, entryName, phase: 'waiting', building: [], stale: false, checks: [], run: null, baseline: null, delta: null, taken: 0, aim: 0, error: null, startedAt: null};
}

/** Tried when the connection is there again; what another configuration showed says nothing about this one. */
function waitingTrial(id: number, card: Card, now: number): Trial {
	return {...(card.kind === 'QueryEntry' ? emptyQuery(id, card.name) : emptyOperation(id, card.name)), startedAt: now};
}

/** Opens another query or operation: folds and the cursor of tree or waterfall start afresh. */
export function openAnother(state: State, card: Card): Step {
	return startTrial({
		...state,
		entryName: card.name,
		folds: noFolds,
		places: {...state.places, plan: {cursor: 0, offset: 0}, buffers: {cursor: 0, offset: 0}, timing: {cursor: 0, offset: 0}},
	});
}

/** The pinned run of the trial before is still what the coming one compares with. */
function stillCompares(state: State, before: QueryTrial | null): boolean {
	const run = before?.baseline?.run;
	return run !== undefined
		&& comparesStill(state, run.indexes.configuration)
		&& JSON.stringify(run.subject.parameters) === JSON.stringify(state.parameters.get(run.subject.entry));
}

function comparesStill({configuration, pinned}: State, compared: IndexConfiguration): boolean {
	return sameConfiguration(compared, pinned) && !sameConfiguration(configuration, pinned);
}
