/**
 * What is not seen, steers a terminal or turns a line round; a blank that is none but a space, too. The joiners that Persian and Indic
 * scripts spell with are none of it.
 */
export const steering = /(?:[\u0000-\u001F\u007F-\u00A0\u200B\u200E\u200F\u2028-\u202F\uFFF9-\uFFFF]|(?![\u200C\u200D])\p{Default_Ignorable_Code_Point})/u;

/**
 * The inside of a `U&"..."` or `U&'...'`: these characters as `\202E`, and each backslash twice, unless it is such an inside already.
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS-UESCAPE
 */
export function withEscapes(text: string, unwanted: RegExp = steering, {escapedBefore = false}: {readonly escapedBefore?: boolean} = {}): string {
	const whole = escapedBefore ? text : text.replaceAll('\\', '\\\\');
	return whole.replaceAll(new RegExp(unwanted, 'gu'), character => {
		const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
		return code.length > 4 ? `\\+${code.padStart(6, '0')}` : `\\${code.padStart(4, '0')}`;
	});
}

/** What the inside of a `U&"..."` says: `\202E`, `\+01F600` and `\\` are one character each. */
export function withoutEscapes(text: string): string {
	return text.replaceAll(/\\(?:(\\)|([\dA-Fa-f]{4})|\+([\dA-Fa-f]{6}))/g, (whole, backslash?: string, short?: string, long?: string) => {
		const code = Number.parseInt(short ?? long ?? '', 16);
		return backslash ?? (code <= 0x10_FF_FF ? String.fromCodePoint(code) : whole);
	});
}

/** A quoted name for a reader to copy: `U&"ix\200F"` where it holds what is not seen; null where it holds none of that. */
export function escapedName(name: string): string | null {
	return steering.test(name) ? `U&"${withEscapes(name).replaceAll('"', '""')}"` : null;
}

/** A name in a list or a table: what is not seen shows as `<U+200F>`, so that names which differ look different. */
export function visibleName(name: string): string {
	return name.replaceAll(new RegExp(steering, 'gu'), character => `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`);
}
