import {isBlank, type Line} from './line.ts';
import {glueBetween, narrowest, widthOf} from './wrapping.ts';

/** YAML's and XML's own lines at the left edge: all others are indented. */
const ownLine = /^(?:- |<\/?explain|<\?xml)/;

/**
 * Puts lines of EXPLAIN's YAML and XML together again that a terminal broke: full ones whose next begins at its left edge, where
 * these two have nothing but their first and last line. In XML a literal may have lines of its own there, so that it takes several
 * lines of the same length to show an edge: one line is always the longest.
 */
export function joinBrokenMarkup(lines: readonly Line[]): readonly Line[] {
	const begin = lines.find(({text}) => !isBlank(text))?.text ?? '';
	const width = widthOf(lines);
	const fewest = begin.startsWith('<') ? 2 : 1;
	if (!ownLine.test(begin) || width < narrowest || lines.filter(({text}) => text.length === width).length < fewest) {
		return lines;
	}

	const joined: {text: string; number: number}[] = [];
	let last = '';
	for (const {text, number} of lines) {
		const previous = joined.at(-1);
		if (previous !== undefined && last.length >= width - 1 && /^ ?\S/.test(text) && !ownLine.test(text)) {
			previous.text += `${last.length < width ? glueBetween(last, text, width) : ''}${text}`;
		} else {
			joined.push({text, number});
		}

		last = text;
	}

	return joined;
}
