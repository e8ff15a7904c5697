import {costOf} from '../experiment/ask-plan-cache.ts';
import type {Run} from '../experiment/run.ts';
import type {Sweep, ValueTry} from '../experiment/sweep.ts';
import {planGroups, type PlanGroup} from '../experiment/sweep-findings.ts';
import {medianInterval} from '../statistics/median-interval.ts';
import {clip} from '../text/cells.ts';
import {formatMs} from '../text/duration.ts';
import {fitColumns} from '../text/fit-columns.ts';
import {sanitise} from '../text/plain.ts';
import {formatCompact, formatPercent} from '../text/quantity.ts';
import {alignColumns} from '../text/table.ts';
import {type Line, span} from './line.ts';
import {planGist} from './plan-gist.ts';
import {runBlocks, runTime} from './run-figures.ts';

/** A line of the table; `at` is the place of its value among the sweep's tries, null for a heading. */
export interface SweepRow {
	readonly line: Line;
	readonly at: number | null;
}

type Column = readonly [title: string, cell: (each: ValueTry) => string, from: number];

/** From so many cells on a column is shown. */
const columns = (valueWidth: number): readonly Column[] => [
	['value', ({value}) => valueText(value.value, valueWidth), 0],
	['why', ({value}) => value.origins.join(', '), 0],
	['of rows', ({value}) => value.share === null ? '' : formatPercent(value.share), 90],
	['rows est', ({plan}) => plan === null ? '' : compact(plan.nodes[0]?.rows.estimated), 60],
	['actual', ({plan}) => compact(plan?.nodes[0]?.rows.actual), 0],
	['cost', ({plan}) => plan === null ? '' : formatCompact(costOf(plan)), 100],
	['blocks', ({plan}) => compact(runBlocks(plan)), 70],
	['time', ({run}) => run === null ? '' : runTime(run), 0],
	['95 % sure', ({run}) => run === null ? '' : intervalText(run), 70],
	['by the generic plan', ({generic}) => generic === null ? '' : runTime(generic), 110],
];

/** What goes first where even those are too wide. */
const spared = ['by the generic plan', 'cost', 'of rows', '95 % sure', 'rows est'];

/** Widest cell of a value. */
const valueCells = (width: number) => width < 90 ? 12 : Math.min(32, Math.floor(width / 4));

/** Values as they are bound, cut where they are long. */
export function valueText(value: ValueTry['value']['value'], width: number): string {
	return value === null ? 'NULL' : clip(sanitise(String(value), {maxLength: 200}) || '\'\'', width);
}

/** The values by the plans they lead to; under each plan its values, in the order they were tried. */
export function sweepTable(sweep: Sweep, width: number): readonly SweepRow[] {
	const wished = columns(valueCells(width)).filter(([, , from]) => width >= from && (from < 110 || sweep.tries.some(({generic}) => generic !== null)));
	const order = planGroups(sweep);
	const failed = sweep.tries.filter(({shape}) => shape === null);
	const tries = [...order.flatMap(group => group.tries), ...failed];
	const cells = [wished.map(([title]) => title), ...tries.map(each => wished.map(([, cell]) => cell(each)))];
	const kept = fitColumns(cells, width - 3, spared.map(name => wished.findIndex(([title]) => title === name)));
	const [header = '', ...lines] = alignColumns(cells.map(row => kept.map(at => row[at] ?? '')), {align: kept.map((_, at) => at < 2 ? 'left' : 'right')});
	const rowOf = (each: ValueTry): SweepRow => ({at: sweep.tries.indexOf(each), line: [span(`   ${lines[tries.indexOf(each)] ?? ''}`, each.error === null ? 'plain' : 'error')]});
	return [
		{at: null, line: [span(`   ${header}`, 'dim')]},
		...order.flatMap(group => [{at: null, line: heading(group)}, ...group.tries.map(rowOf)]),
		...failed.flatMap(each => [rowOf(each), ...(each.error ?? []).slice(0, 1).map((text): SweepRow => ({at: null, line: [span(`   ${sanitise(text)}`, 'error')]}))]),
	];
}

function heading({letter, tries, generic}: PlanGroup): Line {
	const plan = tries[0]?.plan ?? null;
	return [span(`${letter}  `, 'key'), span(plan === null ? '' : planGist(plan), 'strong'), span(generic ? '  (the generic plan, too)' : '', 'dim')];
}

function compact(count: number | null | undefined): string {
	return count === null || count === undefined || Number.isNaN(count) ? '' : formatCompact(Math.round(count));
}

/** `4.8-5.2 ms`; nothing where there are too few samples. */
function intervalText({samples}: Run): string {
	const interval = samples.length === 0 ? null : medianInterval(samples).interval;
	return interval === null ? '' : `${formatMs(interval.low)} - ${formatMs(interval.high)}`;
}
