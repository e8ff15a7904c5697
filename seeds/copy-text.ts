/** What a column of a seed row holds; timestamps and jsonb as text. */
export type CopyValue = string | number | null;

const special = /[\\\n\r\t]/;
const escapes: Readonly<Record<string, string>> = {'\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t'};

/**
 * A row in COPY's text format: columns parted by tabs, ended by a line feed, NULL as \N, and a backslash before what would
 * be taken for one of these. Source: PostgreSQL documentation, COPY, "Text Format".
 */
export function copyLine(values: readonly CopyValue[]): string {
	let line = '';
	let tab = '';
	for (const value of values) {
		line += tab + (value === null ? '\\N' : copyField(value));
		tab = '\t';
	}

	return `${line}\n`;
}

function copyField(value: string | number): string {
	return typeof value === 'string' && special.test(value)
		? value.replace(/[\\\n\r\t]/g, character => escapes[character] ?? character)
		: String(value);
}
