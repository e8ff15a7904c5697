import {phrases} from './explain-keys.ts';
import {glueBetween} from './wrapping.ts';

export interface Mended {
	readonly text: string;
	/** The places where something was left out: from `at` on, what stands at n in the mended text stood at n + shift in the source. */
	readonly seams: readonly {readonly at: number; readonly shift: number}[];
	/** Where the value ends in the source. */
	readonly end: number;
}

type Glue = '' | ' ';

/** A string that line breaks took apart. The words of EXPLAIN are known; for others, how the lines were broken decides. */
function joinParts(parts: readonly string[], glues: readonly Glue[]): string {
	const tight = parts.join('');
	const spaced = parts.map(part => part.trim()).join(' ');
	if (phrases.has(tight)) {
		return tight;
	}

	return phrases.has(spaced) ? spaced : parts.map((part, index) => `${glues[index - 1] ?? ''}${part}`).join('');
}

interface Span {
	readonly text: string;
	readonly end: number;
}

function lineAround(source: string, at: number): string {
	const end = source.indexOf('\n', at);
	return source.slice(source.lastIndexOf('\n', at - 1) + 1, end < 0 ? source.length : end);
}

/** The string that begins at `from`, without the line breaks in it. */
function mendString(source: string, from: number, width: number): Span {
	const parts: string[] = [];
	const glues: Glue[] = [];
	let begin = from + 1;
	let at = begin;
	while (at < source.length && source[at] !== '"') {
		const escaped = source[at] === '\\';
		const brokenAt = escaped ? at + 1 : at;
		if (source[brokenAt] === '\n') {
			parts.push(source.slice(begin, brokenAt));
			glues.push(escaped ? '' : glueBetween(lineAround(source, brokenAt), lineAround(source, brokenAt + 1), width));
			begin = brokenAt + 1;
		}

		// What is escaped stands after the backslash, and after a line break between the two.
		at = brokenAt + (escaped && source[brokenAt] === '\n' ? 2 : 1);
	}

	const end = Math.min(at, source.length);
	const text = joinParts([...parts, source.slice(begin, end)], glues);
	return {text: `"${text.replaceAll('\t', '\\t')}${source.slice(end, end + 1)}`, end: end + 1};
}

/** A number or a word, whose rest may begin the next line; and psql's `+` at the end of a line. */
const atom = /[\w.+-]+(?:\n[\w.]+)*/y;
/** What is left of a frame. */
const frame = /[|│+↵]+/y;
const between = /[^"\w.+\-|│↵[\]{}]+/y;

function endOf(pattern: RegExp, source: string, from: number): number {
	pattern.lastIndex = from;
	return pattern.test(source) ? pattern.lastIndex : from;
}

function spanAt(source: string, at: number, width: number): Span {
	if (source[at] === '"') {
		return mendString(source, at, width);
	}

	const frameEnd = endOf(frame, source, at);
	if (frameEnd > at) {
		return {text: '', end: frameEnd};
	}

	const atomEnd = endOf(atom, source, at);
	if (atomEnd > at) {
		return {text: source.slice(at, atomEnd).replaceAll('\n', '').replace(/\+{1,9}$/, ''), end: atomEnd};
	}

	const end = Math.max(at + 1, endOf(between, source, at));
	return {text: source.slice(at, end), end};
}

/**
 * Takes out of JSON what a terminal put in: line breaks in the middle of a key, a value or a number, and what is left of psql's
 * frame. One pass from `from` to the end of the value there; what is wrong otherwise stays wrong. `width`: of the longest line.
 */
export function mendJson(source: string, from: number, width: number): Mended {
	const out: string[] = [];
	const seams: {at: number; shift: number}[] = [];
	let length = 0;
	let depth = 0;
	let at = from;
	while (at < source.length) {
		const character = source[at];
		const span = spanAt(source, at, width);
		if (seams.at(-1)?.shift !== at - length) {
			seams.push({at: length, shift: at - length});
		}

		out.push(span.text);
		length += span.text.length;
		depth += character === '[' || character === '{' ? 1 : character === ']' || character === '}' ? -1 : 0;
		at = span.end;
		if (depth <= 0) {
			break;
		}
	}

	return {text: out.join(''), seams, end: Math.min(at, source.length)};
}

/** Where a place of the mended text was in the source. */
export function sourceOffset({seams}: Mended, at: number): number {
	return at + (seams.findLast(seam => seam.at <= at)?.shift ?? 0);
}
