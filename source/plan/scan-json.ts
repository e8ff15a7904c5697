/** Where a JSON value ends, or the first character that cannot be part of one and what should stand there. */
export type Scan =
	| {readonly kind: 'value'; readonly end: number}
	| {readonly kind: 'error'; readonly at: number; readonly expected: string};

const blank = /[ \t\n\r]*/y;
const atom = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y;
const escape = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;

function endOf(pattern: RegExp, source: string, from: number): number | null {
	pattern.lastIndex = from;
	return pattern.test(source) ? pattern.lastIndex : null;
}

function skipBlank(source: string, from: number): number {
	return endOf(blank, source, from) ?? from;
}

const error = (at: number, expected: string): Scan => ({kind: 'error', at, expected});

function scanText(source: string, from: number): Scan {
	for (let at = from + 1; at < source.length;) {
		const character = source[at] ?? '';
		if (character === '"') {
			return {kind: 'value', end: at + 1};
		}

		if (character < ' ') {
			return error(at, 'the end of a string (") before the end of the line');
		}

		const end = character === '\\' ? endOf(escape, source, at) : at + 1;
		if (end === null) {
			return error(at, 'a character that can be escaped after "\\"');
		}

		at = end;
	}

	return error(source.length, 'the end of a string (")');
}

/** A key and its colon. */
function scanKey(source: string, from: number, expected: string): Scan {
	if (source[from] !== '"') {
		return error(from, expected);
	}

	const key = scanText(source, from);
	if (key.kind === 'error') {
		return key;
	}

	const colon = skipBlank(source, key.end);
	return source[colon] === ':' ? {kind: 'value', end: colon + 1} : error(colon, '":" after a key');
}

/** The opening of one value: an atom or string as a whole, of an array or object the bracket, which goes on the stack. */
function scanOpening(source: string, at: number, stack: string[]): Scan {
	const character = source[at];
	if (character === '[' || character === '{') {
		stack.push(character);
		return {kind: 'value', end: at + 1};
	}

	if (character === '"') {
		return scanText(source, at);
	}

	const end = endOf(atom, source, at);
	return end === null ? error(at, stack.length === 0 ? '"[" or "{", the start of a plan in JSON' : 'a value') : {kind: 'value', end};
}

/**
 * Walks over one JSON value, without recursion and in one pass. JSON.parse does the parsing: this finds where a value ends when
 * several follow each other, and what is wrong when JSON.parse (which on Node 20 does not say where) refused.
 */
export function scanJson(source: string, from: number): Scan {
	const stack: string[] = [];
	let at = skipBlank(source, from);
	let scan = scanOpening(source, at, stack);
	let depth = 0;
	while (scan.kind === 'value' && stack.length > 0) {
		// Deeper than before: the first element or key may follow without a comma.
		const opened = stack.length > depth;
		depth = stack.length;
		const container = stack.at(-1);
		const close = container === '[' ? ']' : '}';
		at = skipBlank(source, scan.end);
		if (source[at] === close) {
			stack.pop();
			depth = stack.length;
			scan = {kind: 'value', end: at + 1};
			continue;
		}

		if (!opened) {
			if (source[at] !== ',') {
				return error(at, `"," or "${close}"`);
			}

			at = skipBlank(source, at + 1);
		}

		if (container === '{') {
			const key = scanKey(source, at, opened ? 'a key in quotes or "}"' : 'a key in quotes');
			if (key.kind === 'error') {
				return key;
			}

			at = skipBlank(source, key.end);
		}

		scan = scanOpening(source, at, stack);
	}

	return scan;
}
