import {PlanflipError} from '../errors.ts';
import {positionAt} from './position-at.ts';

/** A piece of SQL that is neither white space nor comment. Offsets are UTF-16 positions in the text, `end` exclusive. */
export interface SqlToken {
	readonly kind: 'word' | 'quoted identifier' | 'string' | 'number' | 'parameter' | 'symbol';
	readonly text: string;
	readonly start: number;
	readonly end: number;
}

/**
 * SQL as Postgres's own scanner cuts it, as far as it decides where a statement ends and which `$n` are parameters:
 * strings (with '' and, after E, backslashes), dollar quotes, quoted identifiers, nested comments.
 * standard_conforming_strings is taken to be on, as it has been by default since 9.1.
 * @throws PlanflipError input, for a string, quoted name or comment that never ends, at the line where it begins.
 */
export function lexSql(text: string, file: string, firstLine = 1): readonly SqlToken[] {
	const tokens: SqlToken[] = [];
	let at = 0;
	while (at < text.length) {
		const blank = text.startsWith('--', at) ? take(/[^\n\r]*/y, text, at) : take(/\s+/y, text, at);
		if (blank !== null) {
			at = blank;
			continue;
		}

		const [kind, end] = text.startsWith('/*', at) ? ['comment' as const, endOfComment(text, at)] : tokenAt(text, at);
		if (end === null) {
			throw new PlanflipError('input', {
				message: `This ${kind} never ends: ${text.slice(at, at + 30).split('\n')[0] ?? ''}`,
				where: `${file}:${firstLine + lineBreaks(text, at)}`,
				hint: 'Close it.',
				position: positionAt(text, at),
			});
		}

		if (kind !== 'comment') {
			tokens.push({kind, text: text.slice(at, end), start: at, end});
		}

		at = end;
	}

	return tokens;
}

/** How many lines end before the offset. */
export function lineBreaks(text: string, offset: number): number {
	let count = 0;
	for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
		count++;
	}

	return count;
}

function tokenAt(text: string, at: number): readonly [SqlToken['kind'], number | null] {
	// B, X and N strings end like plain ones, and lex as a word and a string.
	if (/[eE]'/y.test(text.slice(at, at + 2))) {
		return ['string', take(escapeString, text, at)];
	}

	if (/[uU]&["']/y.test(text.slice(at, at + 3))) {
		return tokenAt(text, at + 2);
	}

	const word = take(/[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y, text, at);
	if (word !== null) {
		return ['word', word];
	}

	const first = text[at];
	if (first === '\'') {
		return ['string', take(/'[^']*(?:''[^']*)*'(?!')/y, text, at)];
	}

	if (first === '"') {
		return ['quoted identifier', take(/"[^"]*(?:""[^"]*)*"(?!")/y, text, at)];
	}

	const number = take(/\d[\w.]*/y, text, at);
	if (number !== null) {
		return ['number', number];
	}

	const parameter = take(/\$\d+/y, text, at);
	if (parameter !== null) {
		return ['parameter', parameter];
	}

	const quote = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
	const body = take(quote, text, at);
	if (body !== null) {
		const tag = text.slice(at, body);
		const close = text.indexOf(tag, body);
		return ['string', close < 0 ? null : close + tag.length];
	}

	return ['symbol', at + 1];
}

/** A string goes on after a line break and another quote, and an E string stays one: E'a'⏎'b\'c' is a single literal. */
const escapeString = /[eE]'(?:[^'\\]|\\[^]|'')*'(?!')(?:[^\S\n\r]*[\n\r]\s*'(?:[^'\\]|\\[^]|'')*'(?!'))*/y;

function endOfComment(text: string, start: number): number | null {
	const edge = /\/\*|\*\//g;
	edge.lastIndex = start;
	let depth = 0;
	for (let found = edge.exec(text); found !== null; found = edge.exec(text)) {
		depth += found[0] === '/*' ? 1 : -1;
		if (depth === 0) {
			return edge.lastIndex;
		}
	}

	return null;
}

/** Where a sticky pattern's match ends, or null when it does not match at the offset. */
function take(pattern: RegExp, text: string, at: number): number | null {
	pattern.lastIndex = at;
	return pattern.test(text) ? pattern.lastIndex : null;
}
