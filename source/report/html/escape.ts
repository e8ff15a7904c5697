import {sanitise} from '../../text/plain.ts';

const signs: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;'};

/** A line of anybody's text as HTML shows it, in an element as in an attribute: nothing in it is markup, nothing turns what stands beside it. */
export function escape(text: string): string {
	return sanitise(text).replaceAll(/[&<>"']/g, sign => signs[sign] ?? sign);
}
