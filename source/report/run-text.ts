import {wrap} from '../text/cells.ts';
import {sanitise} from '../text/plain.ts';
import {bufferRows} from '../view/buffer-rows.ts';
import {forecastRows} from '../view/forecast-rows.ts';
import {planColumns, planHeader, planLine} from '../view/plan-columns.ts';
import {closedCrowds, noFolds} from '../view/plan-folds.ts';
import {planRows} from '../view/plan-rows.ts';
import {planOfRun} from '../view/run-figures.ts';
import {timingOf, timingRows} from '../view/timing-rows.ts';
import {insightsText, section, textOf} from './plan-text.ts';
import type {ReportedRun} from './reported-run.ts';

/** `run --plain`: what was tried, the tree, buffers and timing, as the panes show them. */
export function runText({run, delta, context, forecast = null, warnings = []}: ReportedRun, width: number): string {
	const plan = forecast?.current.plan ?? planOfRun(run);
	const baselinePlan = delta === null ? null : planOfRun(delta.baseline);
	const baseline = forecast?.baseline?.run ?? delta?.baseline;
	const head = [
		`${run.subject.entry}  [${run.indexes.name}]${baseline === undefined ? '' : `  against [${baseline.indexes.name}]`}`,
		`${run.server.version}, ${run.rung.badge}`,
		...run.subject.parameters.map(({name, value, unknown}, at) => `$${at + 1} ${name} = ${value === null ? (unknown === true ? 'no value: planned without one' : 'NULL') : sanitise(String(value))}`),
		'',
	];
	if (plan === null) {
		return [...head, ...textOf(timingRows(timingOf(run, delta), width))].join('\n');
	}

	const columns = planColumns(plan, width);
	const tree = [
		...head,
		...textOf([planHeader(plan, columns), ...planRows(plan, noFolds.folded, closedCrowds(plan, noFolds)).map(row => planLine(plan, row, columns))]),
		...section('warnings', warnings.flatMap(warning => wrap(warning, width - 2))),
		...section('insights', insightsText(plan, context, width)),
	];
	if (forecast !== null) {
		return [...tree, ...section('timing', textOf(forecastRows(forecast)))].join('\n');
	}

	return [
		...tree,
		'',
		'timing',
		...textOf(timingRows(timingOf(run, delta), width)).map(line => `  ${line}`),
		'buffers, in 8 kB blocks',
		...textOf(bufferRows(plan, baselinePlan)).map(line => `  ${line}`),
	].join('\n');
}
