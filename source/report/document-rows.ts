import {cellWidth, clip, padEnd, wrap} from '../text/cells.ts';
import {heatBar} from '../text/bar.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {fitLine, lineWidth} from '../view/fit-line.ts';
import {type Line, span} from '../view/line.ts';
import {planColumns, planHeader, planLine} from '../view/plan-columns.ts';
import {closedCrowds, noFolds} from '../view/plan-folds.ts';
import {planRows} from '../view/plan-rows.ts';
import {waterfallRows, waterfallScale} from '../view/waterfall-rows.ts';
import {wrapTones} from '../view/wrap-tones.ts';
import type {BarRow, Block, MatrixBlock, ReportDocument, Tile} from './document.ts';
import {tableRows} from './table-rows.ts';

/** A row of a report, and the id of what it is about; null when it is about nothing in particular. */
export interface ReportRow {
	readonly line: Line;
	readonly link: string | null;
}

/** Cells between two columns. */
const gap = 2;

/** The report for a terminal of the given width: the tables and what follows from them; pictures and plans are for files. */
export function documentRows({title, lead, sections}: ReportDocument, width: number): readonly ReportRow[] {
	return [
		plainRow([span(title, 'title')]),
		...lead.flatMap(line => wrapped(line, width)),
		...sections.filter(({filesOnly}) => filesOnly !== true).flatMap(({title: heading, blocks}) => [
			plainRow([]),
			plainRow([span(heading.toUpperCase(), 'title')]),
			...blocks.filter(({kind}) => kind !== 'bars' && kind !== 'group').flatMap((block, at) => [...(at === 0 ? [] : [plainRow([])]), ...blockRows(block, width)]),
		]),
	];
}

/** One block as rows of at most the given width. */
export function blockRows(block: Block, width: number): readonly ReportRow[] {
	switch (block.kind) {
		case 'lines': {
			return block.lines.flatMap(line => wrapped(line, width));
		}

		case 'list': {
			return block.items.flatMap((item, at) => hanging(block.ordered ? `${at + 1}. ` : '- ', item, width));
		}

		case 'tiles': {
			return tilesRows(block.tiles, width);
		}

		case 'table': {
			return tableRows(block, width).map(({line, link}) => ({line: clipped(line, width), link}));
		}

		case 'bars': {
			return barsRows(block.rows, width);
		}

		case 'waterfalls': {
			const scale = waterfallScale(block.routes.map(({result}) => result));
			return block.routes.flatMap(({name, words, result}) => [[span(`${sanitise(name)}  `), ...words], ...waterfallRows(result, scale, width)].map(line => plainRow(clipped(line, width))));
		}

		case 'matrix': {
			return matrixRows(block, width);
		}

		case 'plan': {
			const columns = planColumns(block.plan, width);
			return [[span(block.title)], planHeader(block.plan, columns), ...planRows(block.plan, noFolds.folded, closedCrowds(block.plan, noFolds)).map(row => planLine(block.plan, row, columns))].map(line => plainRow(line));
		}

		case 'code': {
			return block.text.split('\n').flatMap(line => wrap(sanitise(line), width).map(text => plainRow([span(text)])));
		}

		case 'group': {
			return [plainRow([]), ...wrapped(block.title, width), ...block.blocks.flatMap(inner => blockRows(inner, width))];
		}
	}
}

function plainRow(line: Line): ReportRow {
	return {line, link: null};
}

function clipped(line: Line, width: number): Line {
	return lineWidth(line) <= width ? line : fitLine(line, width);
}

/** Broken at its words, each part in its own tones. */
function wrapped(line: Line, width: number): readonly ReportRow[] {
	return wrapTones(line, width).map(part => plainRow(part));
}

function hanging(mark: string, line: Line, width: number): readonly ReportRow[] {
	return wrapTones(line, Math.max(10, width - mark.length)).map((part, at) => plainRow([span(at === 0 ? mark : ' '.repeat(mark.length)), ...part]));
}

function tilesRows(tiles: readonly Tile[], width: number): readonly ReportRow[] {
	const label = Math.max(...tiles.map(tile => cellWidth(tile.label))) + gap;
	return tiles.flatMap(({label: name, value, note, tone}) => hanging(padEnd(name, label), [span(value, tone), ...(note === '' ? [] : [span(`: ${note}`)])], width));
}

/** Each on its own scale: `before ████████ 4.9 ms`, `after ▏ 0.04 ms`. */
function barsRows(rows: readonly BarRow[], width: number): readonly ReportRow[] {
	const label = Math.min(28, Math.max(...rows.map(row => cellWidth(row.label))) + gap);
	const bar = Math.max(8, Math.min(24, Math.floor((width - label) / 4)));
	return rows.flatMap(({label: name, link, before, after, words, tone}) => {
		const scale = Math.max(before ?? 0, after ?? 0);
		const draw = (ms: number | null) => heatBar(ms === null || scale === 0 ? 0 : ms / scale, bar);
		return [
			{line: clipped([span(padEnd(clip(sanitise(name), label - 1), label)), span(`${draw(before)} ${formatMs(before)}`)], width), link},
			{line: clipped([span(' '.repeat(label)), span(`${draw(after)} ${padEnd(formatMs(after), 9)} `), span(words, tone)], width), link},
		];
	});
}

/** Rows of indexes, each with the queries that use it: a grid of twenty columns has no room here. */
function matrixRows({columns, rows}: MatrixBlock, width: number): readonly ReportRow[] {
	return rows.flatMap(({name, verdict, cells}) => [
		plainRow(clipped([span(`${sanitise(name)}: `, 'index'), ...verdict], width)),
		...cells.flatMap((cell, at) => cell === null ? [] : hanging(`  ${cell.mark} `, [span(columns[at] ?? ''), span(`: ${cell.words}`, cell.tone)], width)),
	]);
}
