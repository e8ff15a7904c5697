import type {Forecast} from '../experiment/forecast.ts';
import type {Delta, Run} from '../experiment/run.ts';
import {formatCount} from '../text/quantity.ts';
import {formatRatio} from '../text/ratio.ts';
import {planGist} from './plan-gist.ts';
import {planOfRun, runBlocks, runTime} from './run-figures.ts';

/** One query under one preset; `change` is against the preset in the row above, empty for the first. */
export type OverviewRow = Readonly<Record<'query' | 'indexes' | 'time' | 'buffers' | 'change' | 'plan', string>>;

export function overviewRow(title: string, run: Run, delta: Delta | null, forecast: Forecast | null = null): OverviewRow {
	if (forecast !== null) {
		return foreseenRow(title, forecast);
	}

	const plan = planOfRun(run);
	const blocks = runBlocks(plan);
	return {
		query: title,
		indexes: run.indexes.name,
		time: runTime(run),
		buffers: blocks === null ? '' : formatCount(blocks),
		change: changeText(delta),
		plan: plan === null ? '' : planGist(plan),
	};
}

/** A time and blocks only where this very plan was executed; else the planner's estimate, called so. */
function foreseenRow(title: string, {current, samePlan}: Forecast): OverviewRow {
	const {measured, plan} = current;
	const blocks = runBlocks(measured?.plan ?? null);
	return {
		query: title,
		indexes: current.run.indexes.name,
		time: measured === null ? `PLAN ONLY, cost ${formatCount(plan.nodes[0]?.totalCost ?? null)}` : `${runTime(measured.run)} as [${measured.run.indexes.name}]`,
		buffers: blocks === null ? '' : formatCount(blocks),
		change: samePlan ? '= same plan' : '',
		plan: planGist(plan),
	};
}

/** What came of measuring in turns, in a column's width; empty when nothing did. */
export function changeText(delta: Pick<Delta, 'comparison' | 'samePlan'> | null): string {
	if (delta === null) {
		return '';
	}

	if (delta.samePlan) {
		return '= same plan';
	}

	return delta.comparison === null ? '' : formatRatio(delta.comparison);
}
