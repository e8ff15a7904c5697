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
				lines.push(current);
				current = [span(`${indent}${piece.text.trimStart()}`, piece.tone)];
			} else {
				current = [...current, piece];
			}
		}
	}

	return [...lines, current].filter(parts => lineText(parts).trim() !== '');
}

/** The part, or its words when no line holds it, each with the blank before it; a word wider than a line in pieces. */
function piecesOf(part: Span, width: number): readonly Span[] {
	const room = Math.max(1, width - indent.length);
	if (cellWidth(part.text) <= room) {
		return [part];
	}

	return (part.text.match(/\s*\S+/g) ?? []).flatMap(word => cellWidth(word) <= room ? [span(word, part.tone)] : wrap(word, room).map(text => span(text, part.tone)));
}
