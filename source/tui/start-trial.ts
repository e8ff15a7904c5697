import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import {sameConfiguration} from '../catalog/index-configuration.ts';
import {noFolds} from '../view/plan-folds.ts';
import type {Step} from './command.ts';
import {openEntry} from './select.ts';
import type {State, Trial} from './state.ts';

/** Plans and measures the open entry under the current configuration; the panes keep what they show until news arrives. */
export function startTrial(state: State): Step {
	const entry = openEntry(state);
	if (entry === null) {
		return {state, commands: []};
	}

	const id = (state.trial?.id ?? 0) + 1;
	if (state.lost !== null) {
		return {state: {...state, trial: waitingTrial(id, entry.name, state.now)}, commands: []};
	}

	const before = state.trial?.entryName === entry.name ? state.trial : null;
	return {
		state: {
			...state,
			trial: {
				id,
				entryName: entry.name,
				phase: 'starting',
				building: [],
				warnings: before?.warnings ?? [],
				stale: true,
				plan: state.trial?.plan ?? null,
				run: before?.run ?? null,
				baseline: stillCompares(state, before) ? before?.baseline ?? null : null,
				samples: before?.samples ?? [],
				baselineSamples: before?.baselineSamples ?? [],
				aim: before?.aim ?? 0,
				comparison: before?.comparison ?? null,
				delta: before?.delta ?? null,
				forecast: before?.forecast ?? null,
				error: null,
				// The screen's own clock stood still while nothing ran.
				startedAt: null,
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

/** Tried when the connection is there again; what another configuration showed says nothing about this one. */
function waitingTrial(id: number, entryName: string, now: number): Trial {
	return {
		id, entryName, phase: 'waiting', building: [], warnings: [], forecast: null, stale: false, plan: null, run: null, baseline: null, samples: [], baselineSamples: [], aim: 0,
		comparison: null, delta: null, error: null, startedAt: now,
	};
}

/** Opens another entry: folds and the tree's cursor start afresh. */
export function openAnother(state: State, entry: CatalogEntry): Step {
	return startTrial({
		...state,
		entryName: entry.name,
		folds: noFolds,
		places: {...state.places, plan: {cursor: 0, offset: 0}, buffers: {cursor: 0, offset: 0}, timing: {cursor: 0, offset: 0}},
	});
}

/** The pinned run of the trial before is still what the coming one compares with. */
function stillCompares(state: State, before: Trial | null): boolean {
	const run = before?.baseline?.run;
	return run !== undefined
		&& sameConfiguration(run.indexes.configuration, state.pinned)
		&& !sameConfiguration(state.configuration, state.pinned)
		&& JSON.stringify(run.subject.parameters) === JSON.stringify(state.parameters.get(run.subject.entry));
}
