import type {Delta, Run} from '../experiment/run.ts';
import type {InsightContext} from '../insight/context.ts';
import {readExplainJson} from '../plan/read-explain-json.ts';
import {sanitise} from '../text/plain.ts';
import {bufferRows} from '../view/buffer-rows.ts';
import {planColumns, planHeader, planLine} from '../view/plan-columns.ts';
import {closedCrowds, noFolds} from '../view/plan-folds.ts';
import {planRows} from '../view/plan-rows.ts';
import {timingOf, timingRows} from '../view/timing-rows.ts';
import {insightsText, section, textOf} from './plan-text.ts';

/** `run --plain`: what was tried, the tree, buffers and timing, as the panes show them. */
export function runText(run: Run, delta: Delta | null, context: InsightContext, width: number): string {
	const plan = run.explain === '' ? undefined : readExplainJson(run.explain)[0];
	const baselinePlan = delta === null || delta.baseline.explain === '' ? undefined : readExplainJson(delta.baseline.explain)[0];
	const head = [
		`${run.subject.entry}  [${run.indexes.name}]${delta === null ? '' : `  against [${delta.baseline.indexes.name}]`}`,
		`${run.server.version}, ${run.rung.badge}`,
		...run.subject.parameters.map(({name, value}, at) => `$${at + 1} ${name} = ${value === null ? 'NULL' : sanitise(String(value))}`),
		'',
	];
	if (plan === undefined) {
		return [...head, ...textOf(timingRows(timingOf(run, delta), width))].join('\n');
	}

	const columns = planColumns(plan, width);
	return [
		...head,
		...textOf([planHeader(plan, columns), ...planRows(plan, noFolds.folded, closedCrowds(plan, noFolds)).map(row => planLine(plan, row, columns))]),
		...section('insights', insightsText(plan, context, width)),
		'',
		'timing',
		...textOf(timingRows(timingOf(run, delta), width)).map(line => `  ${line}`),
		'buffers, in 8 kB blocks',
		...textOf(bufferRows(plan, baselinePlan ?? null)).map(line => `  ${line}`),
	].join('\n');
}
