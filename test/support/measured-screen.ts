import {readFileSync} from 'node:fs';
import path from 'node:path';
import type {Run} from '../../source/experiment/run.ts';
import {readExplainJson} from '../../source/plan/read-explain-json.ts';
import type {Plan} from '../../source/plan/plan.ts';
import {compareSamples} from '../../source/statistics/compare-samples.ts';
import {type ScreenState, screenState} from './screen-state.ts';
import {run, surroundings} from './surroundings.ts';

export function fixturePlan(name: string): Plan {
	const [plan] = readExplainJson(readFileSync(path.join(import.meta.dirname, '../fixtures/plans', name), 'utf8'));
	if (plan === undefined) {
		throw new Error(`no plan in ${name}`);
	}

	return plan;
}

/** A screen on which a query was measured under a flipped index, from plan fixtures: no database needed. */
export function measuredScreen(size = {columns: 120, rows: 40}, current = fixturePlan('pg18/02_parallel_agg.json'), baseline = fixturePlan('pg18/20_index_only.json')): ScreenState {
	const around = surroundings();
	const screen = screenState(around, size);
	screen.send({kind: 'parameters', entryName: 'shots-of-a-scene', values: [{name: 'id', value: '0007707b'}]});
	screen.press('2', 'space');
	const id = screen.state.trial?.id ?? 0;
	const before: Run = run(around, {samples: [0.04, 0.05, 0.04, 0.05, 0.04], firstMs: 0.3, planningMs: 0.12});
	const now: Run = run(around, {indexes: {name: 'bare', configuration: screen.state.configuration}});
	const comparison = compareSamples(before.samples, now.samples);
	screen.send(
		{kind: 'trial', id, event: {kind: 'planned', plan: current}},
		{kind: 'trial', id, event: {kind: 'executed', side: 'current', run: now, plan: current}},
		{kind: 'trial', id, event: {kind: 'executed', side: 'baseline', run: before, plan: baseline}},
		{kind: 'trial', id, event: {kind: 'sampled', current: now.samples, baseline: before.samples, aim: 5, comparison}},
		{kind: 'trial', id, event: {kind: 'measured', run: now, delta: {kind: 'Delta', baseline: before, current: now, comparison, samePlan: false}}},
	);
	return screen;
}
