import {heatBar} from '../text/bar.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise as plain} from '../text/plain.ts';
import {formatCompact, formatCount, formatFactor} from '../text/quantity.ts';
import type {Plan, PlanNode} from '../plan/plan.ts';
import {fitLine, justifyLine, lineWidth} from './fit-line.ts';
import {type Line, type Span, span, type Tone} from './line.ts';
import type {AlikeOthers, PlanRow} from './plan-rows.ts';
import {shortGuides} from './short-guides.ts';

/** Which columns fit; decided once per pane width, in cells. */
export interface PlanColumns {
	readonly width: number;
	readonly rows: number;
	readonly self: number;
	readonly total: number;
	readonly bar: number;
}

/** Below this many cells every one is needed for the operations. */
const narrow = 60;

/** A misestimate below this factor is not worth an eye. */
const worthSaying = 10;

export function planColumns(plan: Plan, width: number): PlanColumns {
	const timed = plan.measured === 'times';
	return {
		width,
		rows: Math.min(width < narrow ? 16 : 24, Math.max(width < narrow ? 7 : 12, rowsWidth(plan)) + 1),
		self: timed ? 9 : 0,
		total: timed ? (width >= 64 ? 9 : 0) : 10,
		bar: timed ? (width >= 90 ? 10 : (width >= 56 ? 6 : 4)) : 0,
	};
}

const widths = new WeakMap<Plan, number>();

/** The widest entry of the rows column; a plan keeps it, as big ones are drawn on every key. */
function rowsWidth(plan: Plan): number {
	const known = widths.get(plan);
	if (known !== undefined) {
		return known;
	}

	let widest = 0;
	for (const node of plan.nodes) {
		widest = Math.max(widest, lineWidth(rowsText(node)));
	}

	widths.set(plan, widest);
	return widest;
}

export function planHeader(plan: Plan, columns: PlanColumns): Line {
	const right = plan.measured === 'nothing'
		? 'rows est'.padStart(columns.rows) + 'cost'.padStart(columns.total)
		: (columns.width < narrow ? 'est→act' : 'rows est→act').padStart(columns.rows) + 'self'.padStart(columns.self)
			+ (plan.measured === 'times' ? 'total'.padStart(columns.total) : 'cost'.padStart(columns.total))
			+ ' '.repeat(columns.bar === 0 ? 0 : columns.bar + 1);
	return justifyLine([span('operation', 'dim')], [span(columns.total === 0 ? right.replace('total', '') : right, 'dim')], columns.width);
}

/** What else a row says: that a search found it, that an insight points to it. */
export interface RowMarks {
	readonly matched?: boolean;
	readonly mark?: Span | null;
}

export function planLine(plan: Plan, row: PlanRow, columns: PlanColumns, {matched = false, mark = null}: RowMarks = {}): Line {
	const {node} = row;
	if (row.alike !== null) {
		return crowdLine(row, row.alike, columns);
	}

	const marker = row.fold === 'closed' ? '▸ ' : '';
	const start: Span[] = [guidesOf(row, columns), span(marker, 'key'), ...(mark === null ? [] : [span(`${mark.text} `, mark.tone)]), ...(matched ? nodeName(node).map(part => span(part.text, 'match')) : nodeName(node))];
	if ((node.loops ?? 1) > 1) {
		start.push(span(` ×${formatCount(node.loops ?? 0)}`, 'dim'));
	}

	if (row.fold === 'closed') {
		start.push(span(` +${formatCount(row.hidden)} nodes`, 'dim'));
	}

	return justifyLine(start, [...fitRight(rowsText(node), columns.rows), ...timeCells(plan, row, columns)], columns.width);
}

/** The lines that lead to a node, a cell a level narrower where cells are few; half of the room is for its name. */
function guidesOf({guides}: PlanRow, {width, rows, self, total, bar}: PlanColumns): Span {
	const room = Math.floor((width - rows - self - total - bar) / 2);
	return span(width < narrow ? shortGuides(guides, Math.floor(room * 3 / 2)).replace(/([^…].)./g, '$1') : shortGuides(guides, room), 'dim');
}

/** `1,997 alike, 0.2 ms each`: the rest of a crowd, its self times together. */
function crowdLine(row: PlanRow, {count, meanMs}: AlikeOthers, columns: PlanColumns): Line {
	const each = meanMs === null ? '' : `, ${formatMs(meanMs)} each`;
	const self = columns.self === 0 || row.selfMs === null ? '' : formatMs(row.selfMs);
	const end = span(`${self.padStart(columns.self)}${' '.repeat(columns.total)}`, heatTone(row.heat));
	return justifyLine(
		[guidesOf(row, columns), span('▸ ', 'key'), span(`${formatCount(count)} alike${each}`, 'dim')],
		[end, ...(columns.bar === 0 ? [] : [span(` ${heatBar(row.heat ?? 0, columns.bar)}`, heatTone(row.heat))])],
		columns.width,
	);
}

/** `Index Scan shots s using idx_shots_scene_id`, with the subplan it stands for in front. */
export function nodeName(node: PlanNode): Line {
	const quiet = node.executed === false;
	const tone = (wanted: Tone): Tone => quiet ? 'dim' : wanted;
	const parts: Span[] = [];
	if (node.subplan !== null) {
		parts.push(span(`${plain(node.subplan)}: `, tone('title')));
	}

	parts.push(span(plain(node.label), tone('strong')));
	if (node.relation !== null) {
		parts.push(span(` ${plain(node.relation)}`, tone('relation')));
	}

	if (node.alias !== null && node.alias !== node.relation) {
		parts.push(span(` ${plain(node.alias)}`, 'dim'));
	}

	if (node.index !== null) {
		parts.push(span(' ', 'plain'), span(plain(node.index), tone('index')));
	}

	if (quiet) {
		parts.push(span(' (never executed)', 'dim'));
	}

	return parts;
}

function rowsText(node: PlanNode): Line {
	const {estimated, actual} = node.rows;
	if (actual === null || node.executed === false) {
		return [span(planned(estimated), 'dim')];
	}

	const counts = `${planned(estimated)}→${formatCompact(Math.round(actual))}`;
	const estimate = node.estimate;
	if (estimate === null || !estimate.meaningful || estimate.factor < worthSaying) {
		return [span(counts, 'dim')];
	}

	const factor = `${estimate.direction === 'under' ? '▲' : '▼'}${formatFactor(estimate.factor)}`;
	return [span(`${counts} `, 'dim'), span(factor, 'warn')];
}

function timeCells(plan: Plan, row: PlanRow, columns: PlanColumns): Line {
	const {node} = row;
	if (plan.measured !== 'times') {
		return [span(`${' '.repeat(columns.self)}${planned(node.totalCost)}`.padStart(columns.self + columns.total), 'dim')];
	}

	const tone = heatTone(row.heat);
	const unattributed = row.selfMs === null && node.executed !== false;
	return [
		span((unattributed ? 'not attr.' : time(row.selfMs)).padStart(columns.self), unattributed ? 'warn' : tone),
		...(columns.total === 0 ? [] : [span(time(node.inclusiveMs).padStart(columns.total), 'dim')]),
		span(` ${heatBar(row.heat ?? 0, columns.bar)}`, tone),
	];
}

/** Costs and estimated rows; blank where EXPLAIN was told to leave them out (COSTS OFF). */
function planned(value: number): string {
	return Number.isFinite(value) ? formatCompact(Math.round(value)) : '-';
}

function time(ms: number | null): string {
	return ms === null ? '-' : formatMs(ms);
}

/** Five steps of heat by share of the whole. */
export function heatTone(share: number | null): Tone {
	const steps = ['heat0', 'heat1', 'heat2', 'heat3', 'heat4'] as const;
	const bounds = [0.02, 0.1, 0.3, 0.6];
	return steps[bounds.filter(bound => (share ?? 0) >= bound).length] ?? 'heat4';
}

function fitRight(line: Line, width: number): Line {
	const used = lineWidth(line);
	return used >= width ? [span(' '), ...fitLine(line, width - 1)] : [span(' '.repeat(width - used)), ...line];
}
