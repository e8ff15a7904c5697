/** A name in quotes (a quote in it is doubled), or one that needs none; `.` and blanks end it (quote_identifier in ruleutils.c). */
const name = /"([^"]*(?:""[^"]*)*)"|([^\s."]+)/y;

export interface Target {
	readonly schema: string | null;
	/** null where only an alias is printed: VALUES, a subquery, a function scan over several functions. */
	readonly object: string | null;
	readonly alias: string | null;
}

/** A name without its quotes. */
export function unquoteName(text: string): string {
	return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}

/** `schema.object alias`, each but the object optional, any in quotes; null when it is something else. */
export function readTarget(text: string): Target | null {
	const names: string[] = [];
	const separators: string[] = [];
	for (let at = 0; at < text.length;) {
		name.lastIndex = at;
		const match = name.exec(text);
		if (match === null) {
			return null;
		}

		names.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
		at = name.lastIndex;
		if (at < text.length) {
			separators.push(text[at] ?? '');
			at++;
		}
	}

	const [first = null, second = null, third = null] = names;
	switch (`${names.length}${separators.join('')}`) {
		case '1':
			return {schema: null, object: first, alias: null};
		case '2 ':
			return {schema: null, object: first, alias: second};
		case '2.':
			return {schema: first, object: second, alias: null};
		case '3. ':
			return {schema: first, object: second, alias: third};
		default:
			return null;
	}
}
