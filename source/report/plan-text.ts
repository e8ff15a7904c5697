import type {OutsideRow, Plan} from '../plan/plan.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {bufferRows} from '../view/buffer-rows.ts';
import {type Line, lineText} from '../view/line.ts';
import {planColumns, planHeader, planLine} from '../view/plan-columns.ts';
import {planRows} from '../view/plan-rows.ts';

/** A plan as plain text of the given width: totals, the tree with self times, what is outside it, buffers. */
export function planText(plan: Plan, width: number): string {
	const columns = planColumns(plan, width);
	const tree = [planHeader(plan, columns), ...planRows(plan, new Set()).map(row => planLine(plan, row, columns))];
	return [
		...(plan.query === null ? [] : [sanitise(plan.query), '']),
		...textOf(tree),
		'',
		...plan.outside.map(row => outsideText(row)),
		totalsText(plan),
		...(plan.measured === 'nothing' ? [] : ['', 'buffers, in 8 kB blocks', ...textOf(bufferRows(plan, null)).map(line => `  ${line}`)]),
	].join('\n');
}

function outsideText({what, ms, buffers}: OutsideRow): string {
	const blocks = buffers === null ? 0 : buffers.sharedHit + buffers.sharedRead;
	return `outside the tree: ${sanitise(what)}${ms === null ? '' : ` ${formatMs(ms)}`}${blocks === 0 ? '' : `, ${blocks} blocks`}`;
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
