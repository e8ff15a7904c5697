import path from 'node:path';
import {readCreateIndex} from '../../source/catalog/read-create-index.ts';
import {readCatalogFolder} from '../../source/disk/read-catalog-folder.ts';
import {indexUniverse} from '../../source/experiment/index-universe.ts';
import type {Run} from '../../source/experiment/run.ts';
import type {TrialEvent} from '../../source/experiment/trial-events.ts';
import type {Plan} from '../../source/plan/plan.ts';
import {compareSamples} from '../../source/statistics/compare-samples.ts';
import type {Command} from '../../source/tui/command.ts';
import {initialState} from '../../source/tui/initial-state.ts';
import {createStore, type Store} from '../../source/tui/store.ts';
import type {Surroundings} from '../../source/tui/state.ts';
import {theCopyTableNames} from '../../source/workload/the-copy-mark.ts';
import {indexState, run, surroundings} from '../../test/support/surroundings.ts';

type Try = Extract<Command, {kind: 'try'}>;

/** The built-in catalogue over the indexes of the baseline, as planflip finds them in The Copy. */
export async function theCopySurroundings(): Promise<Surroundings> {
	const catalog = await readCatalogFolder(path.join(import.meta.dirname, '../../queries'));
	const keys = theCopyTableNames.map((table, at) => indexState({
		name: `${table}_pkey`, table, oid: 100 + at, unique: true, columns: ['id'], constraint: {name: `${table}_pkey`, kind: 'primary key'},
	}));
	const built = catalog.indexes.filter(({presets}) => presets.includes('baseline')).map(({name, table, sql}, at) =>
		indexState({name, table, oid: 200 + at, definition: sql, ...readCreateIndex(sql)}));
	const tables = theCopyTableNames.map(name => ({schema: 'public', name, owned: true}));
	return surroundings({catalog, universe: indexUniverse([...keys, ...built], catalog.indexes, catalog.presets, tables)});
}

/** What a database would answer, at once: the plan, measured, slower than the baseline with its own plan. */
function answers(around: Surroundings, {current}: Try, plan: Plan, baselinePlan: Plan): readonly TrialEvent[] {
	const baseline = run(around, {samples: [0.04, 0.05, 0.04, 0.05, 0.04], firstMs: 0.3});
	const changed: Run = run(around, {indexes: {name: 'flipped', configuration: current}});
	const comparison = compareSamples(baseline.samples, changed.samples);
	return [
		{kind: 'planned', plan},
		{kind: 'executed', side: 'current', run: changed, plan},
		{kind: 'executed', side: 'baseline', run: baseline, plan: baselinePlan},
		{kind: 'sampled', current: changed.samples, baseline: baseline.samples, aim: 5, comparison},
		{kind: 'measured', run: changed, delta: {kind: 'Delta', baseline, current: changed, comparison, samePlan: false}},
	];
}

export interface FilledScreen {
	readonly store: Store;
	/** Whether a flip or another query waits for its plan. */
	readonly isWaiting: () => boolean;
}

/** An open screen whose every query is answered with a plan, in turns one of these; the first is the baseline's, too. */
export function filledScreen(around: Surroundings, size: {readonly columns: number; readonly rows: number}, plans: readonly [Plan, ...Plan[]]): FilledScreen {
	let waiting = 0;
	let asked = 0;
	const store = createStore(initialState(size), command => {
		if (command.kind !== 'try') {
			return;
		}

		const plan = plans[asked % plans.length] ?? plans[0];
		asked += 1;
		waiting += 1;
		setImmediate(() => {
			waiting -= 1;
			store.dispatch({kind: 'parameters', entryName: command.entry.name, values: [{name: 'id', value: '0007707b-5d3c-4f9e-8a53-6a1c2f0e9b77'}]});
			for (const event of answers(around, command, plan, plans[0])) {
				store.dispatch({kind: 'trial', id: command.id, event});
			}
		});
	});
	store.dispatch({kind: 'opened', around});
	return {store, isWaiting: () => waiting > 0};
}
