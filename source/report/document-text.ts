import {cellWidth, clip, padEnd, wrap} from '../text/cells.ts';
import {heatBar} from '../text/bar.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {alignColumns} from '../text/table.ts';
import {lineText} from '../view/line.ts';
import {planColumns, planHeader, planLine} from '../view/plan-columns.ts';
import {closedCrowds, noFolds} from '../view/plan-folds.ts';
import {planRows} from '../view/plan-rows.ts';
import {waterfallRows, waterfallScale} from '../view/waterfall-rows.ts';
import type {BarRow, Block, MatrixBlock, ReportDocument, TableBlock, Tile} from './document.ts';
import {textOf} from './plan-text.ts';

/** Cells between two columns. */
const gap = 2;

/** The report for a terminal of the given width: the tables and what follows from them; pictures and plans are for files. */
export function documentText({title, lead, sections}: ReportDocument, width: number): string {
	return [
		title,
		...textOf(lead).flatMap(line => wrap(line, width)),
		...sections.filter(({filesOnly}) => filesOnly !== true).flatMap(({title: heading, blocks}) => [
			'',
			heading.toUpperCase(),
			...blocks.filter(({kind}) => kind !== 'bars' && kind !== 'group').flatMap((block, at) => [...(at === 0 ? [] : ['']), ...blockText(block, width)]),
		]),
	].map(line => sanitise(line)).join('\n');
}

/** One block as lines of at most the given width. */
export function blockText(block: Block, width: number): readonly string[] {
	switch (block.kind) {
		case 'lines': {
			return block.lines.flatMap(line => wrap(lineText(line), width));
		}

		case 'list': {
			return block.items.flatMap((item, at) => hanging(block.ordered ? `${at + 1}. ` : '- ', lineText(item), width));
		}

		case 'tiles': {
			return tilesText(block.tiles, width);
		}

		case 'table': {
			return tableText(block, width);
		}

		case 'bars': {
			return barsText(block.rows, width);
		}

		case 'waterfalls': {
			const scale = waterfallScale(block.routes.map(({result}) => result));
			return block.routes.flatMap(({name, words, result}) => [clip(`${sanitise(name)}  ${lineText(words)}`, width), ...textOf(waterfallRows(result, scale, width))]);
		}

		case 'matrix': {
			return matrixText(block, width);
		}

		case 'plan': {
			const columns = planColumns(block.plan, width);
			return [block.title, ...textOf([planHeader(block.plan, columns), ...planRows(block.plan, noFolds.folded, closedCrowds(block.plan, noFolds)).map(row => planLine(block.plan, row, columns))])];
		}

		case 'code': {
			return block.text.split('\n').flatMap(line => wrap(sanitise(line), width));
		}

		case 'group': {
			return ['', ...wrap(lineText(block.title), width), ...block.blocks.flatMap(inner => blockText(inner, width))];
		}
	}
}

function hanging(mark: string, text: string, width: number): readonly string[] {
	return wrap(text, Math.max(10, width - mark.length)).map((part, at) => `${at === 0 ? mark : ' '.repeat(mark.length)}${part}`);
}

function tilesText(tiles: readonly Tile[], width: number): readonly string[] {
	const label = Math.max(...tiles.map(tile => cellWidth(tile.label))) + gap;
	return tiles.flatMap(({label: name, value, note}) => hanging(padEnd(name, label), note === '' ? value : `${value}: ${note}`, width));
}

/** Columns of the highest rank go until the rest fits; what is too wide still is broken at its words. */
function tableText({columns, rows}: TableBlock, width: number): readonly string[] {
	const cells = [columns.map(({title}) => title), ...rows.map(row => row.cells.map(cell => lineText(cell)))];
	let kept = columns.map((_, at) => at);
	const widthOf = (at: number) => Math.max(...cells.map(row => cellWidth(row[at] ?? '')));
	const total = () => kept.reduce((sum, at) => sum + widthOf(at) + gap, -gap);
	while (total() > width && kept.some(at => columns[at]?.rank !== 0)) {
		kept = withoutLeast(kept, columns);
	}

	const room = narrowed(kept.map(at => widthOf(at)), kept.map(at => columns[at]?.align === 'left'), width);
	const broken = cells.flatMap(row => {
		const parts = kept.map((at, position) => wrap(row[at] ?? '', room[position] ?? 1));
		return Array.from({length: Math.max(...parts.map(({length}) => length))}, (_, line) => parts.map(part => part[line] ?? ''));
	});
	return alignColumns(broken, {align: kept.map(at => columns[at]?.align ?? 'left'), gap}).map(line => clip(line, width));
}

function withoutLeast(kept: readonly number[], columns: TableBlock['columns']): number[] {
	const least = Math.max(...kept.map(at => columns[at]?.rank ?? 0));
	const at = kept.findLastIndex(column => columns[column]?.rank === least);
	return kept.filter((_, position) => position !== at);
}

/** Less than this is no column of text. */
const narrowest = 12;

/** The widest columns of text give way first. */
function narrowed(widths: readonly number[], isText: readonly boolean[], width: number): readonly number[] {
	const room = [...widths];
	for (let excess = room.reduce((sum, one) => sum + one + gap, -gap) - width; excess > 0;) {
		const widest = room.reduce((best, one, at) => isText[at] === true && one > narrowest && (best < 0 || one > (room[best] ?? 0)) ? at : best, -1);
		if (widest < 0) {
			break;
		}

		const second = Math.max(narrowest, ...room.filter((one, at) => at !== widest && isText[at] === true && one < (room[widest] ?? 0)));
		const step = Math.max(1, Math.min(excess, (room[widest] ?? 0) - second));
		room[widest] = (room[widest] ?? 0) - step;
		excess -= step;
	}

	return room;
}

/** Each on its own scale: `before ████████ 4.9 ms`, `after ▏ 0.04 ms`. */
function barsText(rows: readonly BarRow[], width: number): readonly string[] {
	const label = Math.min(28, Math.max(...rows.map(row => cellWidth(row.label))) + gap);
	const bar = Math.max(8, Math.min(24, Math.floor((width - label) / 4)));
	return rows.flatMap(({label: name, before, after, words}) => {
		const scale = Math.max(before ?? 0, after ?? 0);
		const draw = (ms: number | null) => heatBar(ms === null || scale === 0 ? 0 : ms / scale, bar);
		return [
			clip(`${padEnd(clip(sanitise(name), label - 1), label)}${draw(before)} ${formatMs(before)}`, width).trimEnd(),
			clip(`${' '.repeat(label)}${draw(after)} ${padEnd(formatMs(after), 9)} ${words}`, width).trimEnd(),
		];
	});
}

/** Rows of indexes, each with the queries that use it: a grid of twenty columns has no room here. */
function matrixText({columns, rows}: MatrixBlock, width: number): readonly string[] {
	return rows.flatMap(({name, verdict, cells}) => [
		clip(`${sanitise(name)}: ${lineText(verdict)}`, width),
		...cells.flatMap((cell, at) => cell === null ? [] : hanging(`  ${cell.mark} `, `${columns[at] ?? ''}: ${cell.words}`, width)),
	]);
}
