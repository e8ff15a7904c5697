import {cellWidth, wrap} from '../text/cells.ts';
import {lineWidth} from './fit-line.ts';
import {type Line, lineText, type Span, span} from './line.ts';

const indent = '  ';

/**
 * The line, or, when it is too long for the width, its parts on as many lines as they need, those that go on indented. A part
 * that fits on a line of its own stays whole (a figure with its unit); a longer one is broken at its words. Nothing is cut.
 */
export function wrapLine(line: Line, width: number): readonly Line[] {
	if (lineWidth(line) <= width) {
		return [line];
	}

	const [only] = line;
	if (line.length === 1 && only !== undefined) {
		return wrap(only.text, width).map(text => [span(text, only.tone)]);
	}

	const lines: Line[] = [];
	let current: Line = [];
	for (const part of line) {
		for (const piece of piecesOf(part, width)) {
			if (lineWidth([...current, piece]) > width && current.length > 0) {
				lines.push(withoutEnd(current, width));
				current = [span(`${indent}${piece.text.trimStart()}`, piece.tone)];
			} else {
				current = [...current, piece];
			}
		}
	}

	return [...lines, withoutEnd(current, width)].filter(parts => lineText(parts).trim() !== '');
}

/** The part, or its words when no line holds it, each with the blank before it; a word wider than a line in pieces. */
function piecesOf(part: Span, width: number): readonly Span[] {
	const room = Math.max(1, width - indent.length);
	if (cellWidth(part.text) <= room) {
		return [part];
	}

	const pieces = (part.text.match(/\s*\S+/g) ?? []).flatMap(word => cellWidth(word) <= room ? [word] : wrap(word, room));
	// What follows on the same line is apart from it as it was.
	const end = /\s*$/.exec(part.text)?.[0] ?? '';
	return pieces.map((text, at) => span(at === pieces.length - 1 ? text + end : text, part.tone));
}

/** A blank at the end that has no room would be cut with an ellipsis. */
function withoutEnd(line: Line, width: number): Line {
	const last = line.at(-1);
	return last === undefined || lineWidth(line) <= width ? line : [...line.slice(0, -1), span(last.text.trimEnd(), last.tone)];
}
