import {indentOf, isBlank, type Line} from './line.ts';
import {isSummary} from './text-plan/summary-lines.ts';
import {widthOf} from './wrapping.ts';

/*
 * psql's `\pset linestyle old-ascii` draws no marks: neither where a value has a line break nor where `\pset format wrapped` broke
 * it. What tells is the width of the frame: only full rows were broken.
 */

/** Where a row has its content. */
interface Grid {
	/** Column of the content's first character. */
	readonly from: number;
	readonly width: number;
	readonly border: 0 | 1 | 2;
	/** True for \x, where each row has the column's name or a mark before its content: `:` for a line break, `;` where it was broken. */
	readonly expanded: boolean;
}

const heading = /^(?:\| )? *QUERY PLAN *(?: \|)?$/;
const rule = /^(?:-{3,}|\+-{3,}\+)$/;
const record = /^(?:\+?-\[ RECORD \d+ \]-*\+?|\* Record \d+ *)$/;
/** A row of \x without a border. */
const bareRow = /^(?:QUERY PLAN| {10}) /;
const prefixes = {0: 'QUERY PLAN '.length, 1: 'QUERY PLAN | '.length, 2: '| QUERY PLAN | '.length};

/** The grid of the rows that follow; null when no result begins here. */
function gridAt(lines: readonly Line[], at: number, bareWidth: number): {readonly grid: Grid; readonly rows: number} | null {
	const text = lines[at]?.text ?? '';
	const next = lines[at + 1]?.text ?? '';
	if (record.test(text)) {
		const border = text.startsWith('+') ? 2 : text.startsWith('*') ? 0 : 1;
		const from = prefixes[border];
		const width = border === 0 ? bareWidth - from : text.length - from - (border === 2 ? 2 : 0);
		return {grid: {from, width, border, expanded: true}, rows: at + 1};
	}

	if (!heading.test(text) || !rule.test(next)) {
		return null;
	}

	const border = next.startsWith('+') ? 2 : lines[at + 2]?.text.startsWith(' ') === true ? 1 : 0;
	return {grid: {from: border, width: next.length - 2 * border, border, expanded: false}, rows: at + 2};
}

/** True when no other line style drew the rows: those have marks. */
function isOldStyle(rows: readonly Line[], {from, width, border, expanded}: Grid): boolean {
	if (expanded && border > 0) {
		return rows.some(({text}) => /^(?:\| )? {10} [:;]/.test(text));
	}

	return expanded
		? rows.every(({text}) => bareRow.test(text)) && !/[+↵]$/.test(rows[0]?.text ?? '')
		: rows.every(({text}) => (text[from + width] ?? ' ') === ' ' && (border === 0 || text.startsWith(border === 1 ? ' ' : '| ')));
}

/** Tells of each row whether it goes on in the next one. */
function brokenRows(rows: readonly Line[], grid: Grid): (index: number) => boolean {
	const {from, width, border, expanded} = grid;
	const contents = rows.map(({text}) => text.slice(from, from + width));
	const isText = !/^\s*(?:[[{]|- Plan|<explain)/.test(contents[0] ?? '');
	const isFull = (index: number) => (contents[index]?.trimEnd().length ?? 0) >= width - 2;
	if (expanded && border > 0) {
		return index => rows[index + 1]?.text[from - 2] === ';';
	}

	if (isText && expanded) {
		// A line of text is a record: whatever follows in it was broken off.
		return index => index + 1 < rows.length;
	}

	// Rows of text have no blanks at their ends, but for the one that stands in the place of a mark.
	const mark = from + width + 1;
	const isMarked = ({text}: Line) => text.length === mark;
	if (isText && border < 2 && rows.some(isMarked) && !rows.every(isMarked)) {
		return index => index + 1 < rows.length && isMarked(rows[index] ?? {text: '', number: 0});
	}

	const full = contents.filter(content => content.trimEnd().length === width).length;
	return index => {
		const next = contents[index + 1] ?? '';
		// One row is always the longest: it need not have been broken.
		return full > (isText ? 1 : 0) && isFull(index) && !isBlank(next) && !isSummary(next)
			&& (indentOf(next) < 2 || /^ *\((?:cost=|actual |never )/.test(next));
	};
}

/** The rows, whole again, in the same frame. */
function unwrapRows(rows: readonly Line[], grid: Grid): readonly Line[] {
	const {from, width, border} = grid;
	const goesOn = brokenRows(rows, grid);
	const whole: Line[] = [];
	let parts: string[] = [];
	let first = 0;
	for (const [index, {text}] of rows.entries()) {
		parts.push(text.slice(from, from + width));
		if (goesOn(index)) {
			// A copy loses the blanks at the ends of lines.
			parts.push(parts.pop()?.padEnd(width) ?? '');
			continue;
		}

		const {text: head, number} = rows[first] ?? {text, number: 1};
		whole.push({text: `${head.slice(0, from)}${parts.join('').trimEnd()}${border === 2 ? '|' : ''}`, number});
		parts = [];
		first = index + 1;
	}

	return whole;
}

/** psql's results in the line style old-ascii with their rows whole; everything else as it is. */
export function unwrapOldAscii(lines: readonly Line[]): readonly Line[] {
	const unwrapped: Line[] = [];
	// Without a border, the line above a record is not as wide as its rows.
	const bareWidth = widthOf(lines.filter(({text}) => bareRow.test(text)));
	for (let index = 0; index < lines.length;) {
		const begin = gridAt(lines, index, bareWidth);
		let end = begin?.rows ?? index + 1;
		const isRow = (text: string) => !isBlank(text) && !record.test(text) && !/^\+-+\+$|^\(\d+ \p{L}+\)$/u.test(text);
		while (begin !== null && end < lines.length && isRow(lines[end]?.text ?? '')) {
			end++;
		}

		const rows = lines.slice(begin?.rows ?? end, end);
		unwrapped.push(...lines.slice(index, begin?.rows ?? end));
		for (const row of begin !== null && isOldStyle(rows, begin.grid) ? unwrapRows(rows, begin.grid) : rows) {
			unwrapped.push(row);
		}

		index = end;
	}

	return unwrapped;
}
