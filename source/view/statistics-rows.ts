import {type StatisticsColumn, type StatisticsKind, type StatisticsRow, type StatisticsSort, planStatistics, sortStatistics} from '../plan/plan-statistics.ts';
import type {Measured, Plan} from '../plan/plan.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount, formatPercent} from '../text/quantity.ts';
import {justifyLine} from './fit-line.ts';
import {type Line, span, type Tone} from './line.ts';
import {heatTone} from './plan-columns.ts';

interface Column {
	readonly column: StatisticsColumn;
	readonly title: string;
	readonly width: number;
	/** What must have been measured for it to say anything. */
	readonly needs: readonly Measured[];
	/** From this width of the whole line on, in cells. */
	readonly from: number;
	readonly text: (row: StatisticsRow) => string;
	readonly tone: (row: StatisticsRow) => Tone;
}

const timed = ['times'] as const;
const executed = ['times', 'rows'] as const;
const plain = (): Tone => 'plain';
const dim = (): Tone => 'dim';

const columns: readonly Column[] = [
	{column: 'count', title: 'nodes', width: 8, needs: ['times', 'rows', 'nothing'], from: 0, text: row => formatCount(row.count), tone: dim},
	{column: 'selfMs', title: 'self', width: 11, needs: timed, from: 0, text: row => `${row.incomplete ? '≥ ' : ''}${formatMs(row.selfMs)}`, tone: row => heatTone(row.share)},
	{column: 'share', title: 'share', width: 9, needs: timed, from: 44, text: row => formatPercent(row.share), tone: row => heatTone(row.share)},
	{column: 'rows', title: 'rows', width: 11, needs: executed, from: 58, text: row => formatCount(row.rows), tone: plain},
	{column: 'hit', title: 'hit', width: 10, needs: executed, from: 72, text: row => formatCount(row.hit), tone: row => row.hit === null || row.hit === 0 ? 'dim' : 'hit'},
	{column: 'read', title: 'read', width: 10, needs: executed, from: 72, text: row => formatCount(row.read), tone: row => row.read === null || row.read === 0 ? 'dim' : 'read'},
	{column: 'loops', title: 'loops', width: 10, needs: executed, from: 100, text: row => formatCount(row.loops), tone: dim},
];

/** The columns by which statistics of this width can be sorted, from left to right; a key walks through them. */
export function statisticsColumns(plan: Plan, width: number): readonly StatisticsColumn[] {
	return ['name', ...columnsFor(plan, width).map(({column}) => column)];
}

function columnsFor({measured}: Plan, width: number): readonly Column[] {
	return columns.filter(({needs, from}) => width >= from && needs.includes(measured));
}

/** Most time first; without times most blocks, or most nodes. */
export function defaultSort({measured}: Plan): StatisticsSort {
	return {column: measured === 'times' ? 'selfMs' : measured === 'rows' ? 'hit' : 'count', descending: true};
}

const headings: Readonly<Record<StatisticsKind, string>> = {type: 'by operation', table: 'by table', index: 'by index'};

const counted = new WeakMap<Plan, Map<StatisticsKind, readonly StatisticsRow[]>>();

/** Counted once a plan: to sort them otherwise is no reason to count them anew. */
function statisticsOf(plan: Plan, kind: StatisticsKind): readonly StatisticsRow[] {
	const kinds = counted.get(plan) ?? new Map<StatisticsKind, readonly StatisticsRow[]>();
	const rows = kinds.get(kind) ?? planStatistics(plan, kind);
	counted.set(plan, kinds.set(kind, rows));
	return rows;
}

/** One table of statistics with its header; the sorted column is marked. Empty when the plan has nothing of the kind. */
export function statisticsTable(plan: Plan, kind: StatisticsKind, sort: StatisticsSort, width: number): readonly Line[] {
	const rows = sortStatistics(statisticsOf(plan, kind), sort);
	if (rows.length === 0) {
		return [];
	}

	const fitting = columnsFor(plan, width);
	const mark = sort.descending ? '▼' : '▲';
	const title = (column: StatisticsColumn, text: string) => span(column === sort.column ? `${mark}${text}` : text, column === sort.column ? 'key' : 'dim');
	const header = justifyLine(
		[title('name', headings[kind])],
		fitting.flatMap(({column, title: text, width: cells}) => {
			const shown = title(column, text);
			return [span(' '.repeat(Math.max(0, cells - shown.text.length))), shown];
		}),
		width,
	);
	const tone: Tone = kind === 'table' ? 'relation' : kind === 'index' ? 'index' : 'strong';
	return [header, ...rows.map(row => justifyLine(
		[span(sanitise(row.name), tone)],
		fitting.map(column => span(column.text(row).padStart(column.width), column.tone(row))),
		width,
	))];
}

const drawn = new WeakMap<Plan, {readonly sort: StatisticsSort; readonly width: number; readonly lines: readonly Line[]}>();

/** The statistics of a plan: per node type, per table, per index. Nodes that never ran are in none of them. */
export function statisticsRows(plan: Plan, sort: StatisticsSort, width: number): readonly Line[] {
	// Thousands of partitions are thousands of tables, and the screen asks at every key press.
	const last = drawn.get(plan);
	if (last?.sort.column === sort.column && last.sort.descending === sort.descending && last.width === width) {
		return last.lines;
	}

	const tables = (['type', 'table', 'index'] as const).map(kind => statisticsTable(plan, kind, sort, width)).filter(rows => rows.length > 0);
	const lines = tables.flatMap((rows, at) => at === 0 ? rows : [[], ...rows]);
	drawn.set(plan, {sort, width, lines});
	return lines;
}
