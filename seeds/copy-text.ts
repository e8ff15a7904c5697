/** What a column of a seed row holds; timestamps and jsonb as text. */
export type CopyValue = string | number | null;

const special = /[\\\n\r\t]/;
const escapes: Readonly<Record<string, string>> = {'\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t'};

/**
 * A row in COPY's text format: columns parted by tabs, ended by a line feed, NULL as \N, and a backslash before what would
 * be taken for one of these. Source: PostgreSQL documentation, COPY, "Text Format".
 */
export function copyLine(values: readonly CopyValue[]): string {
	// join() makes a flat string; adding would make a tree of a dozen pieces, and millions of those cost more than the rows.
	return `${values.map(value => value === null ? '\\N' : copyField(value)).join('\t')}\n`;
}

function copyField(value: string | number): string {
	return typeof value === 'string' && special.test(value)
		? value.replace(/[\\\n\r\t]/g, character => escapes[character] ?? character)
		: String(value);
}
