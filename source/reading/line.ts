/** One line of what was pasted, and where it stood there. What was around it (a frame, a log's prefix) may be gone. */
export interface Line {
	readonly text: string;
	/** 1-based. */
	readonly number: number;
}

const escape = '\u001B';
/** A terminal's colours, and its other orders of the kind (ECMA-48: CSI). */
const orders = new RegExp(`${escape}\\[[0-?]*[ -/]*[@-~]`, 'g');
/** Characters of no width, which web pages leave at the ends of what is copied. */
const invisible = /^[\u200B-\u200F\u2060\uFEFF]+|[\u200B-\u200F\u2060\uFEFF]+$/g;

/** Lines without their ends: CR LF, LF, and CR where there is nothing else. */
export function splitLines(source: string): readonly Line[] {
	const text = source.includes(escape) ? source.replace(orders, '') : source;
	const texts = text.includes('\n') ? text.split(/\r?\n/) : text.split('\r');
	// What a web page or a word processor makes of a space.
	return texts.map((line, index) => ({text: line.replace(invisible, '').replaceAll('\u00A0', ' '), number: index + 1}));
}

/** True for a line that shows nothing. */
export function isBlank(text: string): boolean {
	return text.trim() === '';
}

/** Columns before the first character that shows. */
export function indentOf(text: string): number {
	return text.length - text.trimStart().length;
}

/** Index of the first line from `from` on that shows something; the number of lines when none does. */
export function nextFilled(lines: readonly Line[], from: number): number {
	let index = from;
	while (index < lines.length && isBlank(lines[index]?.text ?? '')) {
		index++;
	}

	return index;
}

/** Lines as one text again, and the way back from a place in it to the line. */
export interface Joined {
	readonly text: string;
	/** Offset of each line's first character. */
	readonly starts: readonly number[];
}

export function joinLines(lines: readonly Line[]): Joined {
	const starts: number[] = [];
	let length = 0;
	for (const {text} of lines) {
		starts.push(length);
		length += text.length + 1;
	}

	return {text: lines.map(({text}) => text).join('\n'), starts};
}

/** Index of the line that the offset is in. */
export function lineAt(starts: readonly number[], offset: number): number {
	let low = 0;
	let high = starts.length - 1;
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if ((starts[middle] ?? 0) <= offset) {
			low = middle;
		} else {
			high = middle - 1;
		}
	}

	return low;
}
