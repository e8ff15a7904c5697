const characters: Readonly<Record<string, string>> = {
	'&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&#34;': '"', '&apos;': '\'', '&#39;': '\'', '&#039;': '\'', '&#x27;': '\'', '&nbsp;': ' ',
};
const entity = /&(?:lt|gt|amp|quot|apos|nbsp|#34|#0?39|#x27);/g;
const notEscaped = /[<>]|&(?!(?:lt|gt|amp|quot|apos|nbsp|#34|#0?39|#x27);)/;
const telling = /&(?:lt|gt|quot);/;

/**
 * A web page's source has `&lt;` where the page shows `<`. Undone when all of the text is like that: no `<`, `>` or bare `&` is left in
 * it, and an entity stands where SQL has none, outside of a literal, which may well be about HTML.
 */
export function undoEntities(text: string): string {
	const mixed = text.includes('&quot;') && text.includes('"');
	return !telling.test(text) || mixed || notEscaped.test(text) || !telling.test(text.replace(/'[^'\n]*'/g, ''))
		? text
		: text.replace(entity, found => characters[found] ?? found);
}
