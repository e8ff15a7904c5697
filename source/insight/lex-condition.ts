/** A piece of a condition as Postgres prints it. */
export interface Token {
	readonly kind: 'name' | 'quoted' | 'string' | 'number' | 'parameter' | 'operator' | 'cast' | 'mark';
	readonly text: string;
	/** Where it stands in the condition, in UTF-16 units. */
	readonly at: number;
	/** Of an opening bracket: where its partner stands; else the token's own place. */
	readonly partner: number;
}

/** Longer ones are not read: what stands in them is a list nobody would index. */
const longest = 20_000;

const patterns: ReadonlyArray<readonly [Token['kind'], RegExp]> = [
	// A backslash is a letter like any other (standard_conforming_strings) unless an E stands before the quote.
	['string', /E'[^'\\]*(?:(?:\\.|'')[^'\\]*)*'|[BX]?'[^']*(?:''[^']*)*'/sy],
	['quoted', /"[^"]*(?:""[^"]*)*"/y],
	['name', /[\p{L}_][\p{L}\p{N}_$]*/uy],
	['parameter', /\$\d+/y],
	['number', /\d+(?:\.\d+)?(?:e[+-]?\d+)?/y],
	['cast', /::/y],
	['operator', /[-+*/<>=~!@#%^&|`?]+/y],
	['mark', /[()[\],.:]/y],
];
const blank = /\s*/y;
const closing: Readonly<Record<string, string>> = {'(': ')', '[': ']'};

function tokenAt(text: string, at: number): readonly [Token['kind'], string] | null {
	for (const [kind, pattern] of patterns) {
		pattern.lastIndex = at;
		const found = pattern.exec(text)?.[0];
		if (found !== undefined) {
			return [kind, found];
		}
	}

	return null;
}

/** The tokens of a condition; null when it is too long, has what no condition has, or its brackets do not match. */
export function lexCondition(text: string): readonly Token[] | null {
	const tokens: Token[] = [];
	const open: number[] = [];
	for (let at = skipBlank(text, 0); at < text.length && text.length <= longest;) {
		const [kind, found] = tokenAt(text, at) ?? [];
		if (kind === undefined || found === undefined) {
			return null;
		}

		const place = tokens.length;
		tokens.push({kind, text: found, at, partner: place});
		if (closing[found] !== undefined) {
			open.push(place);
		} else if (found === ')' || found === ']') {
			const start = open.pop() ?? -1;
			const opening = tokens[start];
			if (opening === undefined || closing[opening.text] !== found) {
				return null;
			}

			tokens[start] = {...opening, partner: place};
		}

		at = skipBlank(text, at + found.length);
	}

	return open.length > 0 || text.length > longest ? null : tokens;
}

function skipBlank(text: string, from: number): number {
	blank.lastIndex = from;
	blank.test(text);
	return blank.lastIndex;
}
