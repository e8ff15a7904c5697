import stringWidth from 'string-width';

/*
 * Text measured in terminal cells. A grapheme (what a reader calls a letter: a base with its combining marks, a joined emoji, a CJK
 * character of two cells) is never split. Plain text is expected: see plain.ts for text of strangers, and colour after measuring.
 */

/**
 * One cell, one UTF-16 unit and one grapheme each, whatever stands beside them: printable ASCII and the signs that screens are
 * drawn with. Nearly every line is made of these, and measuring it the long way costs more than drawing it.
 */
const simple = /^[\x20-\x7e·×–…←↑→↓≥─-▟▲▸▼●○]*$/;
const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

/** Cells that the text takes on one line. */
export function cellWidth(text: string): number {
	return simple.test(text) ? text.length : stringWidth(text);
}

/** At most `width` cells of the text; when something is cut, the last cells are the ellipsis. May be a cell shorter before a wide character. */
export function clip(text: string, width: number, {ellipsis = '…'}: {readonly ellipsis?: string} = {}): string {
	if (cellWidth(text) <= width) {
		return text;
	}

	if (width <= 0) {
		return '';
	}

	const mark = cellWidth(ellipsis) <= width ? ellipsis : '';
	return head(text, width - cellWidth(mark)) + mark;
}

/** Spaces after the text up to `width` cells; longer text stays as it is. */
export function padEnd(text: string, width: number): string {
	return text + ' '.repeat(Math.max(0, width - cellWidth(text)));
}

/** Spaces before the text up to `width` cells; longer text stays as it is. */
export function padStart(text: string, width: number): string {
	return ' '.repeat(Math.max(0, width - cellWidth(text))) + text;
}

/**
 * Lines of at most `width` cells, broken at spaces, or inside a word that is wider than a line; line breaks and indentation in the text
 * are kept. Only a single character wider than `width` can overflow.
 */
export function wrap(text: string, width: number): string[] {
	return text.split('\n').flatMap((line) => wrapLine(line, Math.max(1, width)));
}

function wrapLine(text: string, width: number): string[] {
	if (cellWidth(text) <= width) {
		return [text];
	}

	const lines: string[] = [];
	let line = '';
	for (const [, gap = '', word = ''] of text.matchAll(/( *)([^ ]+)/g)) {
		const fits = cellWidth(line) + gap.length + cellWidth(word) <= width;
		if (!fits && line !== '') {
			lines.push(line);
		}

		line = fits ? line + gap + word : line === '' && gap.length < width ? gap + word : word;
		while (cellWidth(line) > width) {
			const part = head(line, width) || firstGrapheme(line);
			if (part === line) {
				break;
			}

			lines.push(part);
			line = line.slice(part.length);
		}
	}

	return line === '' && lines.length > 0 ? lines : [...lines, line];
}

function head(text: string, width: number): string {
	if (simple.test(text)) {
		return text.slice(0, width);
	}

	let used = 0;
	for (const {segment, index} of graphemes.segment(text)) {
		used += cellWidth(segment);
		if (used > width) {
			return text.slice(0, index);
		}
	}

	return text;
}

function firstGrapheme(text: string): string {
	for (const {segment} of graphemes.segment(text)) {
		return segment;
	}

	return '';
}
