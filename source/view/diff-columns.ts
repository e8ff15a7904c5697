import type {DiffNode, Figure, PlanDiff} from '../diff/plan-diff.ts';
import type {PlanNode} from '../plan/plan.ts';
import {formatMs} from '../text/duration.ts';
import {formatCount} from '../text/quantity.ts';
import {figureChange, figureValues} from './diff-figures.ts';
import type {DiffFold} from './diff-folds.ts';
import {diffMarks, diffName, sideName} from './diff-name.ts';
import type {DiffLayout, DiffRow} from './diff-rows.ts';
import {fitLine, justifyLine, lineWidth} from './fit-line.ts';
import {type Line, type Span, span} from './line.ts';
import {nodeName} from './plan-columns.ts';
import {shortGuides} from './short-guides.ts';

/** Which columns fit; decided once per width, in cells. 0 for a column that does not. */
export interface DiffColumns {
	readonly width: number;
	readonly layout: DiffLayout;
	/** Self time (blocks, cost) of one plan side by side; `before → after` stacked. */
	readonly values: number;
	/** By how much they changed. */
	readonly change: number;
	/** Blocks beside the time. */
	readonly blocks: number;
}

/** From this width on, two trees have room beside each other. */
const wide = 110;

export function diffColumns(diff: PlanDiff, width: number): DiffColumns {
	const change = diff.currency === 'nothing' ? 0 : 9;
	const both = diff.currency === 'ms' && diff.totals.blocks.change !== null;
	return width >= wide
		? {width, layout: 'side by side', values: 10, change, blocks: both && width >= 140 ? 9 : 0}
		: {width, layout: 'stacked', values: 21, change: width >= 60 ? change : 0, blocks: both && width >= 90 ? 19 : 0};
}

/** What the value columns show. */
interface Shown {
	readonly title: string;
	readonly format: (value: number) => string;
	/** null for a cost, which has no sum over nodes and no worse or better. */
	readonly of: ((figures: DiffNode['figures']) => Figure) | null;
	readonly ofFold: (fold: DiffFold) => Pick<Figure, 'before' | 'after'>;
}

const noFigure: Figure = {before: null, after: null, change: null, rounding: false};

const shown: Readonly<Record<PlanDiff['currency'], Shown>> = {
	ms: {title: 'self', format: formatMs, of: figures => figures.selfMs, ofFold: fold => fold.ms},
	blocks: {title: 'blocks', format: formatCount, of: figures => figures.blocks, ofFold: fold => fold.blocks},
	nothing: {title: 'cost', format: formatCount, of: null, ofFold: () => noFigure},
};

function costOf(node: PlanNode | null): number | null {
	return node === null || !Number.isFinite(node.totalCost) ? null : Math.round(node.totalCost);
}

/** The figure of the value columns. */
function figureOf({currency}: PlanDiff, {node, folded}: DiffRow): Figure {
	const {of, ofFold} = shown[currency];
	if (folded !== null) {
		return {...noFigure, ...ofFold(folded)};
	}

	return of === null ? {...noFigure, before: costOf(node.before), after: costOf(node.after)} : of(node.figures);
}

function blocksOf({node, folded}: DiffRow): Pick<Figure, 'before' | 'after'> {
	return folded === null ? node.figures.blocks : folded.blocks;
}

function right(line: Line, width: number): Line {
	if (width === 0) {
		return [];
	}

	const used = lineWidth(line);
	return used >= width ? [span(' '), ...fitLine(line, width - 1)] : [span(' '.repeat(width - used)), ...line];
}

export function diffHeader(diff: PlanDiff, columns: DiffColumns, names: {readonly before: string; readonly after: string}): Line {
	const {values, change, blocks} = columns;
	const {title} = shown[diff.currency];
	const dim = (text: string) => [span(text, 'dim')];
	if (columns.layout === 'stacked') {
		const end = [...right(dim(`${title} before → after`), values), ...right(dim('change'), change), ...right(dim('blocks'), blocks)];
		return justifyLine([span('  operation', 'dim')], end, columns.width);
	}

	const half = (name: string, width: number) => justifyLine([span(name, 'title')], [...right(dim(title), values), ...right(dim('blocks'), blocks)], width);
	const [left, rest] = halves(columns);
	return [...half(names.before, left), span('   '), ...half(names.after, rest), ...right(dim('change'), change)];
}

/** Cells for each of the two trees side by side, with a mark of three between them. */
function halves({width, change}: DiffColumns): readonly [number, number] {
	const room = width - change - 3;
	return [Math.floor(room / 2), Math.ceil(room / 2)];
}

/** One visible line of the compared plans, exactly as wide as the columns. */
export function diffLine(diff: PlanDiff, row: DiffRow, columns: DiffColumns): Line {
	const figure = figureOf(diff, row);
	const change = right([row.folded === null ? figureChange(figure) : span('', 'dim')], columns.change);
	const mark = markOf(row);
	if (columns.layout === 'side by side') {
		const [left, rest] = halves(columns);
		// Where a moved node was, there is nothing to compare yet.
		const isHere = row.shows !== 'before' || row.node.after === null;
		return [
			...sideCell(diff, row, 'before', left, columns),
			span(' '), mark, span(' '),
			...sideCell(diff, row, 'after', rest, columns),
			...(isHere ? change : right([span('')], columns.change)),
		];
	}

	const end = [
		...right(figureValues(figure, shown[diff.currency].format), columns.values),
		...change,
		...right(figureValues(blocksOf(row), formatCount), columns.blocks),
	];
	const room = columns.width - columns.values - columns.change - columns.blocks;
	return justifyLine([mark, span(' '), span(shortGuides(row.guides, Math.floor(room / 2)), 'dim'), ...nameOf(row, () => diffName(row.node))], end, columns.width);
}

function markOf({node, folded}: DiffRow): Span {
	return span(folded === null ? diffMarks[node.kind] : ' ', node.kind === 'removed' ? 'dim' : node.kind === 'added' ? 'strong' : 'warn');
}

/** The node's name, or what is folded here. */
function nameOf({node, folded}: DiffRow, name: () => Line): Line {
	if (folded === null) {
		return name();
	}

	const text = `${formatCount(folded.nodes)} unchanged nodes`;
	const own = node.after ?? node.before;
	return [span('▸ ', 'key'), ...(folded.single && own !== null ? [...nodeName(own), span(`: ${text}`, 'dim')] : [span(text, 'dim')])];
}

function sideCell(diff: PlanDiff, row: DiffRow, side: 'before' | 'after', width: number, columns: DiffColumns): Line {
	const node = row.node[side];
	if (node === null || (row.shows !== 'both' && row.shows !== side)) {
		return fitLine([], width);
	}

	const {format} = shown[diff.currency];
	const value = figureOf(diff, row)[side];
	const blocks = blocksOf(row)[side];
	const gone = side === 'before' && (row.node.kind === 'removed' || row.shows === 'before');
	const end = [
		...right([span(value === null ? '-' : format(value), gone ? 'dim' : 'plain')], columns.values),
		...right([span(blocks === null ? '-' : formatCount(blocks), 'dim')], columns.blocks),
	];
	const guides = shortGuides(side === 'before' ? row.guides : row.otherGuides, Math.floor((width - columns.values - columns.blocks) / 2));
	return justifyLine([span(guides, 'dim'), ...nameOf(row, () => sideName(node, gone))], end, width);
}
