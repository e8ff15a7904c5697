import type {FrontPoint} from '../lattice/front.ts';
import {formatBytes} from '../text/bytes.ts';
import {padStart} from '../text/cells.ts';
import {formatFactor} from '../text/quantity.ts';
import {justifyLine} from './fit-line.ts';
import {type Line, span, type Span} from './line.ts';

export interface FrontChart {
	/** The point under the cursor. */
	readonly cursor: number;
	/** Points that a limit led to: 0, 1, 5, 10 % more. */
	readonly wished: ReadonlySet<number>;
	readonly width: number;
	readonly height: number;
	/** Cost with all indexes on, which is once. */
	readonly allCost: number;
}

/** `1,200x` and the axis. */
const axis = 8;

/**
 * Sets of indexes by size (to the right) and cost (upwards, in steps of equal ratios): what lies lower is cheaper, what lies further left
 * smaller. Filled are those of the limits. Where several points fall on one cell, the one under the cursor is seen.
 */
export function frontChart(points: readonly FrontPoint[], {cursor, wished, width, height, allCost}: FrontChart): readonly Line[] {
	const columns = Math.max(10, width - axis - 1);
	const rows = Math.max(3, height - 2);
	const costs = points.map(({cost}) => Math.log(Math.max(cost, allCost) / allCost));
	const highest = Math.max(1e-9, ...costs);
	const bytes = points.map(point => point.bytes);
	const largest = Math.max(1, ...bytes);
	const grid = Array.from({length: rows}, () => Array.from({length: columns}, () => ' '));
	const place = (at: number) => ({
		row: rows - 1 - Math.round((costs[at] ?? 0) / highest * (rows - 1)),
		column: Math.round((bytes[at] ?? 0) / largest * (columns - 1)),
	});
	for (const at of points.keys()) {
		const {row, column} = place(at);
		const cells = grid[row];
		if (cells !== undefined) {
			cells[column] = wished.has(at) || cells[column] === '●' ? '●' : '○';
		}
	}

	const here = points.length === 0 ? null : place(cursor);
	const label = (row: number) => [0, Math.floor((rows - 1) / 2), rows - 1].includes(row) ? formatFactor(Math.exp((rows - 1 - row) / (rows - 1) * highest)) : '';
	return [
		...grid.map((cells, row): Line => [
			span(padStart(label(row), axis - 1), 'dim'),
			span(row === rows - 1 ? '└' : '│', 'dim'),
			...(here?.row === row ? marked(cells, here.column) : [span(cells.join(''), 'index')]),
		]),
		[span(' '.repeat(axis)), ...justifyLine([span('0', 'dim')], [span(formatBytes(largest), 'dim')], columns)],
		[span(' '.repeat(axis)), span('size →   cost, times that with all of them ↑   ● set of a limit', 'dim')],
	];
}

function marked(cells: readonly string[], column: number): readonly Span[] {
	return [span(cells.slice(0, column).join(''), 'index'), span('●', 'cursor'), span(cells.slice(column + 1).join(''), 'index')];
}
