import {cellWidth, clip} from '../text/cells.ts';
import {type Line, type Span, span} from './line.ts';

export function lineWidth(line: Line): number {
	let width = 0;
	for (const part of line) {
		width += cellWidth(part.text);
	}

	return width;
}

/** Exactly `width` cells: clipped with an ellipsis, or filled with blanks. */
export function fitLine(line: Line, width: number): Line {
	const fitted: Span[] = [];
	let left = width;
	for (const part of line) {
		if (left <= 0) {
			break;
		}

		const cells = cellWidth(part.text);
		if (cells <= left) {
			fitted.push(part);
			left -= cells;
		} else {
			const text = clip(part.text, left);
			fitted.push({text, tone: part.tone});
			left -= cellWidth(text);
			break;
		}
	}

	if (left > 0) {
		fitted.push(span(' '.repeat(left)));
	}

	return fitted;
}

/** `start` flush left, `end` flush right; `start` gives way when both do not fit. */
export function justifyLine(start: Line, end: Line, width: number): Line {
	const room = width - lineWidth(end);
	return room <= 0 ? fitLine(end, width) : [...fitLine(start, room), ...end];
}
