import type {Steps} from '../diff/steps.ts';
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

/** One of the three tables: a header and its rows, and a gap before the next. */
interface Table {
	readonly table: StatisticsKind;
	readonly rows: readonly StatisticsRow[];
	/** The header's line. */
	readonly start: number;
}

const kinds = ['type', 'table', 'index'] as const;
const sorted = new WeakMap<Plan, Map<string, readonly Table[]>>();

/** Sorted once for each order that is asked for: the screen asks at every key press, and a plan over thousands of partitions has thousands. */
function tablesOf(plan: Plan, sort: StatisticsSort): readonly Table[] {
	const orders = sorted.get(plan) ?? new Map<string, readonly Table[]>();
	sorted.set(plan, orders);
	const order = `${sort.column} ${sort.descending}`;
	const known = orders.get(order);
	if (known !== undefined) {
		return known;
	}

	const tables: Table[] = [];
	for (const table of kinds) {
		const rows = sortStatistics(statisticsOf(plan, table), sort);
		const above = tables.at(-1);
		if (rows.length > 0) {
			tables.push({table, rows, start: above === undefined ? 0 : above.start + above.rows.length + 2});
		}
	}

	orders.set(order, tables);
	return tables;
}

/** Counts and sorts before anybody looks. */
export function* statisticsAhead(plan: Plan): Steps<void> {
	for (const table of kinds) {
		statisticsOf(plan, table);
		yield;
	}

	tablesOf(plan, defaultSort(plan));
}

/** Lines that the statistics of a plan have. */
export function statisticsLength(plan: Plan, sort: StatisticsSort): number {
	const last = tablesOf(plan, sort).at(-1);
	return last === undefined ? 0 : last.start + last.rows.length + 1;
}

/**
 * The statistics of a plan: per node type, per table, per index, each under its header, where the sorted column is marked. Nodes that
 * never ran are in none of them. Only the lines from `start` up to, not including, `end` are drawn.
 */
export function statisticsRows(plan: Plan, sort: StatisticsSort, width: number, {start, end}: {readonly start: number; readonly end: number} = {start: 0, end: Number.POSITIVE_INFINITY}): readonly Line[] {
	const fitting = columnsFor(plan, width);
	return tablesOf(plan, sort).flatMap(({table, rows, start: at}): readonly Line[] => [
		...(at > start && at <= end ? [[]] : []),
		...(at >= start && at < end ? [headerLine(table, sort, fitting, width)] : []),
		...rows.slice(Math.max(0, start - at - 1), Math.max(0, end - at - 1)).map(row => rowLine(row, table, fitting, width)),
	]);
}

function headerLine(table: StatisticsKind, sort: StatisticsSort, fitting: readonly Column[], width: number): Line {
	const mark = sort.descending ? '▼' : '▲';
	const title = (column: StatisticsColumn, text: string) => span(column === sort.column ? `${mark}${text}` : text, column === sort.column ? 'key' : 'dim');
	return justifyLine(
		[title('name', headings[table])],
		fitting.flatMap(({column, title: text, width: cells}) => {
			const shown = title(column, text);
			return [span(' '.repeat(Math.max(0, cells - shown.text.length))), shown];
		}),
		width,
	);
}

const tones: Readonly<Record<StatisticsKind, Tone>> = {type: 'strong', table: 'relation', index: 'index'};

function rowLine(row: StatisticsRow, table: StatisticsKind, fitting: readonly Column[], width: number): Line {
	return justifyLine(
		[span(sanitise(row.name), tones[table])],
		fitting.map(column => span(column.text(row).padStart(column.width), column.tone(row))),
		width,
	);
}
