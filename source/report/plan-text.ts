import type {InsightContext} from '../insight/context.ts';
import {insightsOf} from '../insight/insights-of.ts';
import type {Plan} from '../plan/plan.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {bufferRows} from '../view/buffer-rows.ts';
import {insightDetail, insightLine} from '../view/insight-rows.ts';
import {type Line, lineText} from '../view/line.ts';
import {outsideLines} from '../view/outside-lines.ts';
import {planColumns, planHeader, planLine} from '../view/plan-columns.ts';
import {closedCrowds, noFolds} from '../view/plan-folds.ts';
import {defaultSort, statisticsRows} from '../view/statistics-rows.ts';
import {planRows} from '../view/plan-rows.ts';

/** A plan over thousands of partitions has as many rows of buffers; the statistics have them all. */
const mostBuffers = 20;

/** A plan as plain text of the given width: totals, the tree with self times, what is outside it, buffers. */
export function planText(plan: Plan, width: number): string {
	const columns = planColumns(plan, width);
	const tree = [planHeader(plan, columns), ...planRows(plan, noFolds.folded, closedCrowds(plan, noFolds)).map(row => planLine(plan, row, columns))];
	return [
		...(plan.query === null ? [] : [sanitise(plan.query), '']),
		...textOf(tree),
		...textOf(outsideLines(plan, columns)),
		'',
		totalsText(plan),
		...section('insights', insightsText(plan, {}, width)),
		...section('buffers, in 8 kB blocks', plan.measured === 'nothing' ? [] : textOf(bufferRows(plan, null).slice(0, mostBuffers))),
		...section('statistics', textOf(statisticsRows(plan, defaultSort(plan), width - 2))),
	].join('\n');
}

/** Lines under a heading; nothing when there are none. */
export function section(heading: string, lines: readonly string[]): readonly string[] {
	return lines.length === 0 ? [] : ['', heading, ...lines.map(line => `  ${line}`.trimEnd())];
}

/** Each insight with its evidence, what to do, and the index to try. */
export function insightsText(plan: Plan, context: InsightContext, width: number): readonly string[] {
	return textOf(insightsOf(plan, context).flatMap(insight => [insightLine(insight), ...insightDetail(insight, width - 2)]));
}

function totalsText({totals, measured}: Plan): string {
	const parts = [
		...(totals.planningMs === null ? [] : [`planning ${formatMs(totals.planningMs)}`]),
		...(totals.executionMs === null ? [] : [`execution ${formatMs(totals.executionMs)}`]),
	];
	return parts.length === 0 ? (measured === 'nothing' ? 'not executed: costs and estimates only' : 'Postgres did not say how long it took') : parts.join(', ');
}

export function textOf(lines: readonly Line[]): string[] {
	return lines.map(line => lineText(line).trimEnd());
}
