/** What is not seen, steers a terminal or turns a line round; a blank that is none but a space, too. */
export const steering = /[\u0000-\u001F\u007F-\u00A0\u061C\u200B\u200E\u200F\u2028-\u202F\u2060-\u206F\uFEFF\uFFF9-\uFFFF]/u;

/**
 * The inside of a `U&"..."` or `U&'...'`: these characters as `\202E`, and each backslash twice, unless it is such an inside already.
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS-UESCAPE
 */
export function withEscapes(text: string, unwanted: RegExp = steering, {escapedBefore = false}: {readonly escapedBefore?: boolean} = {}): string {
	const whole = escapedBefore ? text : text.replaceAll('\\', '\\\\');
	return whole.replaceAll(new RegExp(unwanted, 'gu'), character => `\\${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
}

/** What the inside of a `U&"..."` says: `\202E`, `\+01F600` and `\\` are one character each. */
export function withoutEscapes(text: string): string {
	return text.replaceAll(/\\(?:(\\)|([\dA-Fa-f]{4})|\+([\dA-Fa-f]{6}))/g, (whole, backslash?: string, short?: string, long?: string) => {
		const code = Number.parseInt(short ?? long ?? '', 16);
		return backslash ?? (code <= 0x10_FF_FF ? String.fromCodePoint(code) : whole);
	});
}
