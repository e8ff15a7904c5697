import type {Line} from './line.ts';

/** A terminal narrower than this is no terminal: lines that are all short were not broken. */
export const narrowest = 40;

/** Characters of the longest line: where a terminal or a mail program broke the others, if one did. */
export function widthOf(lines: readonly Line[]): number {
	return lines.reduce((width, {text}) => Math.max(width, text.length), 0);
}

/**
 * What stood between a line and the next before somebody broke it at `width`. A terminal breaks full lines only, anywhere, and
 * takes nothing away (but its copy loses blanks at the end). A mail program breaks between words when the next one does not fit.
 */
export function glueBetween(line: string, next: string, width: number): '' | ' ' {
	if (line.length >= width || line.endsWith(' ') || next.startsWith(' ')) {
		return '';
	}

	const word = /^\S{0,200}/.exec(next)?.[0] ?? '';
	return line.length + 1 + word.length > width ? ' ' : '';
}
