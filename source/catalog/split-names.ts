import {nameOfToken} from './name-of-token.ts';
import {escapedName} from '../text/unicode-escapes.ts';

/**
 * `a, b, "c, d"` as names. Double quotes, as SQL has them, hold together what the comma would part; without them a name stands as
 * written, capitals included. `U&"..."` is read as SQL reads it.
 */
export function splitNames(text: string): readonly string[] {
	return commaParts(text).map(part => nameOf(part)).filter(name => name !== '');
}

/** What stands between the commas that are not within quotes. */
export function commaParts(text: string): readonly string[] {
	return (text.match(/(?:"(?:[^"]|"")*"|[^,])+/g) ?? []).map(part => part.trim());
}

export function nameOf(written: string): string {
	return /^(?:[uU]&)?"(?:[^"]|"")*"$/.test(written) ? nameOfToken({kind: 'quoted identifier', text: written}) : written;
}

/** A name so that it is read again as itself, in printable characters: in quotes only where it needs them. */
export function writtenName(name: string): string {
	return escapedName(name) ?? (/[,"]|^\s|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name);
}
