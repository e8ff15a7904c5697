import {quoteIdentifier} from '../database/quote-identifier.ts';

/** `public."Movie Night"` */
export function qualified(schema: string, name: string): string {
	return `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}

/** A text as SQL may have it, by the rules of the server's quote_literal where it needs no E: backslashes mean themselves (standard_conforming_strings, on since 9.1). */
export function quoteLiteral(text: string): string {
	return `'${text.replaceAll('\'', '\'\'')}'`;
}
