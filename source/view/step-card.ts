import type {OperationRun} from '../experiment/operation-run.ts';
import {wrap} from '../text/cells.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount} from '../text/quantity.ts';
import {type Line, span} from './line.ts';
import {type OperationStep, operationSteps, planOfShare} from './operation-steps.ts';
import {outsideLines} from './outside-lines.ts';
import {planColumns, planHeader, planLine} from './plan-columns.ts';
import {closedCrowds, noFolds} from './plan-folds.ts';
import {planRows} from './plan-rows.ts';
import {stepMs} from './waterfall-rows.ts';
import {wrapLine} from './wrap-line.ts';

/** Cells for what a fact is called. */
const nameWidth = 13;

/** Everything there is to say about one step: what it was bound to and where that came from, its figures, its statement, its plan. */
export function stepCard(run: OperationRun, at: number, width: number): readonly Line[] {
	const step = operationSteps(run)[at];
	if (step === undefined) {
		return [];
	}

	const {route, bar, statement} = step;
	return [
		[span(sanitise(bar.step), 'relation'), span(bar.step === route.name ? '' : `  of ${sanitise(route.name)}`, 'dim')],
		...(route.why === null ? [] : wrap(sanitise(route.why), width).map(text => [span(text, 'dim')])),
		[],
		...valueLines(step, width),
		...facts(step).flatMap(([name, value]) => wrap(value, Math.max(10, width - nameWidth)).map((text, row) => [span((row === 0 ? name : '').padEnd(nameWidth), 'dim'), span(text)])),
		[],
		...statement.sql.split('\n').flatMap(text => wrap(sanitise(text), width).map(part => [span(part)])),
		...planLines(step, width),
	];
}

/** `$1 = 0007707b  from shot.scene_id`. */
function valueLines({step, statement}: OperationStep, width: number): readonly Line[] {
	return statement.values.flatMap((value, at) => {
		const input = step?.inputs[at];
		const source = input === undefined ? '' : (input.kind === 'parameter' ? `parameter ${input.name}` : `${input.step}.${input.column}`);
		return wrapLine([
			span(`$${at + 1} = `, 'key'),
			value === null ? span('NULL', 'warn') : span(sanitise(String(value))),
			span(source === '' ? '' : `  from ${sanitise(source)}`, 'dim'),
		], width);
	});
}

function facts({step, bar, statement, share}: OperationStep): ReadonlyArray<readonly [string, string]> {
	const many = bar.statements > 1;
	const waited = bar.waitedMs === 0 ? '' : `, waited for --rtt ${formatMs(bar.waitedMs)}`;
	return [
		['sent', step?.forEach == null ? 'once' : `${formatCount(bar.statements)} times: once for every row of ${sanitise(step.forEach)}`],
		...(many ? [['shown here', `the slowest of them, ${formatMs(statement.ms)}, ${formatCount(statement.rows)} ${statement.rows === 1 ? 'row' : 'rows'}`] as const] : []),
		['begins', bar.startMs === 0 ? 'at once' : `${formatMs(bar.startMs)} after the first statement`],
		['time', `${formatMs(stepMs(bar))}: server ${formatMs(bar.serverMs)}, wire and client ${formatMs(bar.wireMs)}${waited}`],
		['rows', formatCount(bar.rows)],
		['blocks', `${formatCount(bar.blocks)}${many && share !== null ? `, of this one ${formatCount(share.blocks)}` : ''}${share !== null && share.read > 0 ? `, ${formatCount(share.read)} read from outside shared buffers` : ''}`],
	];
}

function planLines({share}: OperationStep, width: number): readonly Line[] {
	const plan = planOfShare(share);
	if (plan === null) {
		return [];
	}

	const columns = planColumns(plan, width);
	return [
		[],
		[span('its plan, from an EXPLAIN apart from the walk', 'title')],
		planHeader(plan, columns),
		...planRows(plan, noFolds.folded, closedCrowds(plan, noFolds)).map(row => planLine(plan, row, columns)),
		...outsideLines(plan, columns),
	];
}
