import {wrap} from '../text/cells.ts';
import {type Line, lineText, span} from './line.ts';

/** The line broken at its words as text is (`wrap`), each part in its own tones. */
export function wrapTones(line: Line, width: number): readonly Line[] {
	const text = lineText(line);
	let from = 0;
	return wrap(text, width).map(part => {
		// A part is a piece of the text: wrapping drops nothing but the blanks between two.
		from = text.indexOf(part, from);
		const slice = sliceLine(line, from, from + part.length);
		from += part.length;
		return slice;
	});
}

/** From one place in its text to another, in UTF-16 units. */
function sliceLine(line: Line, from: number, to: number): Line {
	let at = 0;
	return line.flatMap(({text, tone}) => {
		const start = at;
		at += text.length;
		const piece = text.slice(Math.max(0, from - start), Math.max(0, to - start));
		return piece === '' ? [] : [span(piece, tone)];
	});
}
