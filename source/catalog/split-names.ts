/**
 * `a, b, "c, d"` as names. Double quotes, as SQL has them, hold together what the comma would part; without them a name stands as
 * written, capitals included.
 */
export function splitNames(text: string): readonly string[] {
	return commaParts(text).map(part => nameOf(part)).filter(name => name !== '');
}

/** What stands between the commas that are not within quotes. */
export function commaParts(text: string): readonly string[] {
	return (text.match(/(?:"(?:[^"]|"")*"|[^,])+/g) ?? []).map(part => part.trim());
}

export function nameOf(written: string): string {
	return /^"(?:[^"]|"")*"$/.test(written) ? written.slice(1, -1).replaceAll('""', '"') : written;
}

/** A name so that it is read again as itself: in quotes only where it needs them. */
export function writtenName(name: string): string {
	return /[,"]|^\s|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
