/** Where in an expression the text stands: in a literal or a quoted name, and in how many brackets. */
export interface Nesting {
	readonly quote: '' | '\'' | '"';
	readonly depth: number;
}

export const outside: Nesting = {quote: '', depth: 0};

/** True outside of everything, where a list is separated and an expression ends. */
export function isOutside({quote, depth}: Nesting): boolean {
	return quote === '' && depth === 0;
}

/**
 * One character further. A quote in quotes is doubled ('it''s'), which leaves and enters again; ruleutils.c escapes backslashes,
 * but never a quote by one.
 */
export function step({quote, depth}: Nesting, character: string): Nesting {
	if (quote !== '') {
		return character === quote ? {quote: '', depth} : {quote, depth};
	}

	switch (character) {
		case '\'':
		case '"':
			return {quote: character, depth};
		case '(':
		case '[':
		case '{':
			return {quote, depth: depth + 1};
		case ')':
		case ']':
		case '}':
			return {quote, depth: Math.max(0, depth - 1)};
		default:
			return {quote, depth};
	}
}

const special = /['"()[\]{}]/g;

/** The nesting after `text`. */
export function nestingAfter(text: string, from: Nesting = outside): Nesting {
	let nesting = from;
	for (const [character] of text.matchAll(special)) {
		nesting = step(nesting, character);
	}

	return nesting;
}

/** True when every bracket is opened before it is closed, and every quote is closed. */
export function isBalanced(text: string): boolean {
	let nesting = outside;
	for (const [character] of text.matchAll(special)) {
		if (nesting.quote === '' && nesting.depth === 0 && /[)\]}]/.test(character)) {
			return false;
		}

		nesting = step(nesting, character);
	}

	return isOutside(nesting);
}

const delimiter = /['"()[\]{}]|, /g;

/** The parts of a list of expressions, as EXPLAIN's text joins them: `a, f(b, c), 'd, e'` has three. */
export function splitList(text: string): readonly string[] {
	const parts: string[] = [];
	let nesting = outside;
	let start = 0;
	for (const {0: found, index} of text.matchAll(delimiter)) {
		if (found !== ', ') {
			nesting = step(nesting, found);
		} else if (isOutside(nesting)) {
			parts.push(text.slice(start, index));
			start = index + 2;
		}
	}

	return [...parts, text.slice(start)];
}

const keyword = /['"()[\]{}]| (?:using|on)(?= )/g;

/** Where ` using ` and ` on ` stand in a node's description, outside of names in quotes; -1 where they do not. */
export function findTargets(text: string): {readonly using: number; readonly on: number} {
	let nesting = outside;
	let using = -1;
	let on = -1;
	for (const {0: found, index} of text.matchAll(keyword)) {
		if (!found.startsWith(' ')) {
			nesting = step(nesting, found);
		} else if (isOutside(nesting)) {
			if (found === ' using' && using < 0 && on < 0) {
				using = index;
			} else if (found === ' on' && on < 0) {
				on = index;
			}
		}
	}

	return {using, on};
}
