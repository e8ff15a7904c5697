import type {Forecast} from '../experiment/forecast.ts';
import type {Delta, Run} from '../experiment/run.ts';
import type {Plan} from '../plan/plan.ts';
import {readExplainJson} from '../plan/read-explain-json.ts';
import {median} from '../statistics/median.ts';
import {formatMs} from '../text/duration.ts';
import {formatCount} from '../text/quantity.ts';
import {formatRatio} from '../text/ratio.ts';
import {planGist} from './plan-gist.ts';

/** One query under one preset; `change` is against the preset in the row above, empty for the first. */
export type OverviewRow = Readonly<Record<'query' | 'indexes' | 'time' | 'buffers' | 'change' | 'plan', string>>;

export function overviewRow(title: string, run: Run, delta: Delta | null, forecast: Forecast | null = null): OverviewRow {
	if (forecast !== null) {
		return foreseenRow(title, forecast);
	}

	const plan = run.explain === '' ? null : readExplainJson(run.explain)[0] ?? null;
	const time = run.samples.length > 0 ? median(run.samples) : run.firstMs;
	return {
		query: title,
		indexes: run.indexes.name,
		time: run.timedOutMs === null ? formatMs(time) : `≥ ${formatMs(run.timedOutMs)}`,
		buffers: plan === null ? '' : blocks(plan),
		change: change(delta),
		plan: plan === null ? '' : planGist(plan),
	};
}

/** A time and blocks only where this very plan was executed; else the planner's estimate, called so. */
function foreseenRow(title: string, {current, samePlan}: Forecast): OverviewRow {
	const {measured, plan} = current;
	return {
		query: title,
		indexes: current.run.indexes.name,
		time: measured === null ? `PLAN ONLY, cost ${formatCount(plan.nodes[0]?.totalCost ?? null)}` : `${formatMs(median(measured.run.samples))} as [${measured.run.indexes.name}]`,
		buffers: measured === null ? '' : blocks(measured.plan),
		change: samePlan ? '= same plan' : '',
		plan: planGist(plan),
	};
}

function blocks(plan: Plan): string {
	const buffers = plan.nodes[0]?.inclusiveBuffers;
	return buffers == null ? '' : formatCount(buffers.sharedHit + buffers.sharedRead);
}

function change(delta: Delta | null): string {
	if (delta === null) {
		return '';
	}

	if (delta.samePlan) {
		return '= same plan';
	}

	return delta.comparison === null ? '' : formatRatio(delta.comparison);
}
