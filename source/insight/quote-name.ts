import {escapedName, steering, withEscapes} from '../text/unicode-escapes.ts';

/**
 * A name as SQL may have it. Names of tables are quoted also where they need not be: whether one is a keyword depends on the
 * version of the server, and a quoted name is right in all of them. What is not seen in a name is written as
 * an escape: the statement is there to be copied from a screen.
 */
export function quoteName(name: string, plainly: boolean): string {
	return plainly && /^[a-z_][a-z0-9_]*$/.test(name) ? name : escapedName(name) ?? `"${name.replaceAll('"', '""')}"`;
}

const quoted = /[eEbBxXnN]'(?:[^'\\]|\\[^]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"/g;

/** What a plan printed of columns and conditions, as a statement that somebody copies from a screen: escapes for what is not seen. */
export function readably(printed: string): string {
	return printed.replaceAll(quoted, piece => /^["']/.test(piece) && steering.test(piece) ? `U&${piece[0] ?? ''}${withEscapes(piece.slice(1, -1))}${piece[0] ?? ''}` : piece);
}
