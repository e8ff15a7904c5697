import {indentOf, isBlank, type Line, nextFilled} from './line.ts';

/** Fewer blanks may be what a terminal or a frame began its lines with. */
const least = 2;

/**
 * The lines without the blanks that all of them begin with, so that a literal's own lines are what they were. JSON has none, and one
 * that a terminal broke may begin with blanks of its own.
 */
export function outdent(lines: readonly Line[]): readonly Line[] {
	const first = lines[nextFilled(lines, 0)]?.text ?? '';
	let indent = /^ *[[{]/.test(first) ? 0 : indentOf(first);
	for (let index = 0; index < lines.length && indent >= least; index++) {
		const text = lines[index]?.text ?? '';
		indent = isBlank(text) ? indent : Math.min(indent, indentOf(text));
	}

	return indent >= least ? lines.map(({text, number}) => ({text: text.slice(indent), number})) : lines;
}
