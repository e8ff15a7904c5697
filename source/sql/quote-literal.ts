/** A text as a literal of SQL, whatever standard_conforming_strings is, as quote_literal writes it. */
export function quoteLiteral(text: string): string {
	const quoted = text.replaceAll('\'', '\'\'');
	return text.includes('\\') ? `E'${quoted.replaceAll('\\', '\\\\')}'` : `'${quoted}'`;
}
