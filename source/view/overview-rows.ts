import type {Forecast} from '../experiment/forecast.ts';
import type {OperationDelta, OperationRun} from '../experiment/operation-run.ts';
import type {Delta, Run} from '../experiment/run.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount} from '../text/quantity.ts';
import {formatRatio} from '../text/ratio.ts';
import {routeBlocks, routeMedian, wrongAnswers} from './operation-figures.ts';
import {planGist} from './plan-gist.ts';
import {planOfRun, runBlocks, runTime} from './run-figures.ts';
import {statementFormula} from './statement-count.ts';

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

/** An operation under one preset: time and blocks are the chain's, and in the place of a plan stands what each rewrite gains. */
export function operationOverviewRow(title: string, run: OperationRun, delta: OperationDelta | null): OverviewRow {
	const wrong = new Set(wrongAnswers(run).map(({rewrite}) => rewrite));
	const [chain] = delta?.routes ?? [];
	return {
		query: title,
		indexes: run.indexes.name,
		time: formatMs(routeMedian(run.chain)),
		buffers: formatCount(routeBlocks(run.chain)),
		change: chain === undefined ? '' : changeText({comparison: chain.comparison, samePlan: chain.samePlans}),
		plan: [statementFormula(run.operation.chain), ...run.rewrites.map(({name, comparison}) =>
			`${sanitise(name)}: ${wrong.has(name) ? 'ANSWERS DIFFERENTLY' : (comparison === null ? '' : formatRatio(comparison))}`)].join('; '),
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
