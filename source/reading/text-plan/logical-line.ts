import {indentOf, isBlank, type Line} from '../line.ts';
import {glueBetween, narrowest, widthOf} from '../wrapping.ts';
import {isOutside, nestingAfter} from './nesting.ts';
import {readNodeLine} from './node-line.ts';
import {isSummary} from './summary-lines.ts';

/** One line as EXPLAIN meant it. */
export interface LogicalLine extends Line {
	/** Index of the line after it. */
	readonly next: number;
}

/** Characters: a longer line is no node. */
const longestNode = 4000;

/** Names that are printed without quotes, whatever is in them. */
const unquoted = /^\s*(?:CTE|Trigger) /;

function isMeasuredNode(text: string): boolean {
	const node = readNodeLine(text);
	return node !== null && (node.arrow !== null || node.costs || node.actual !== 'no');
}

/**
 * Puts lines together again that are one: a literal with line breaks in it (EXPLAIN's text prints them as they are), and what
 * a terminal broke. Each line is looked at a fixed number of times at most, whatever is unbalanced.
 */
export function logicalLines(lines: readonly Line[]): (index: number) => LogicalLine {
	const width = widthOf(lines);
	// One line is always the longest; only where several are as long, there was an edge.
	const hasEdge = width >= narrowest && lines.filter(({text}) => text.length === width).length > 1;
	const hasMeasures = lines.some(({text}) => /\((?:cost=|actual )/.test(text));
	let hopelessBefore = 0;

	/** Lines of a paragraph are not looked at one by one until its end, whatever widths they have. */
	const mostOf = (text: string) => /^\s*(?:->|[A-Z][\w/ -]*: )/.test(text) ? lines.length : 8;

	/** True for a node with all that it has in this plan: a terminal may have broken its name. */
	const isWholeNode = (text: string) => {
		const node = text.length > longestNode ? null : readNodeLine(text);
		return node !== null && (node.costs || node.actual !== 'no' || (node.arrow !== null && !hasMeasures));
	};

	/** True when the line goes on in the next, which a terminal began at its left edge. */
	const isBroken = (line: string, last: string, next: string) => hasEdge
		// A terminal's copy may have lost the blank at the end of a full line.
		&& last.length >= width - 1 && indentOf(next) < 2 && !isBlank(next) && !isSummary(next) && !isWholeNode(line);

	/**
	 * Joins until brackets and quotes are closed; null when something comes before that cannot be a part. A literal may have
	 * anything in it. Lines that are whole have all their quotes in pairs, and so never end one that was cut off.
	 */
	const closeBrackets = (index: number): LogicalLine | null => {
		const first = lines[index] ?? {text: '', number: 0};
		const parts = [first.text];
		let nesting = nestingAfter(first.text);
		let last = first.text;
		for (let at = index + 1; at < lines.length; at++) {
			const text = lines[at]?.text ?? '';
			if (nesting.quote === '' && (isBlank(text) || isMeasuredNode(text) || isSummary(text))) {
				hopelessBefore = at;
				return null;
			}

			// Within a literal the line was broken by who wrote it; blanks before the break may be a frame's.
			const inLiteral = nesting.quote !== '';
			parts.push(inLiteral ? `${(parts.pop() ?? '').trimEnd()}\n` : glueBetween(last, text, width), text);
			nesting = nestingAfter(text, nesting);
			last = text;
			if (isOutside(nesting)) {
				return {text: parts.join(''), number: first.number, next: at + 1};
			}
		}

		hopelessBefore = lines.length;
		return null;
	};

	return index => {
		const {text, number} = lines[index] ?? {text: '', number: 0};
		const whole = index < hopelessBefore || isOutside(nestingAfter(text)) || unquoted.test(text);
		const closed = whole ? null : closeBrackets(index);
		let line: LogicalLine = closed ?? {text, number, next: index + 1};
		let last = lines[line.next - 1]?.text ?? '';
		const most = index + mostOf(text);
		for (let next = lines[line.next]?.text; next !== undefined && line.next <= most; next = lines[line.next]?.text) {
			if (!/^\s*\((?:cost=|actual |never executed)/.test(next) && !isBroken(line.text, last, next)) {
				break;
			}

			line = {text: `${line.text}${glueBetween(last, next, width)}${next}`, number, next: line.next + 1};
			last = next;
		}

		return line;
	};
}
