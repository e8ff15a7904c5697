/**
 * `a, b, "c, d"` as names. Double quotes, as SQL has them, hold together what the comma would part; without them a name stands as
 * written, capitals included.
 */
export function splitNames(text: string): readonly string[] {
	const parts = text.match(/(?:"(?:[^"]|"")*"|[^,])+/g) ?? [];
	return parts.map(part => unquoted(part.trim())).filter(name => name !== '');
}

/** A name so that splitNames reads it again. */
export function joinNames(names: readonly string[]): string {
	return names.map(name => /[,"]|^\s|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name).join(', ');
}

function unquoted(written: string): string {
	return /^"(?:[^"]|"")*"$/.test(written) ? written.slice(1, -1).replaceAll('""', '"') : written;
}
