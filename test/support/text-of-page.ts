/** What whoever reads the page sees, element by element. */
export function textOfPage(html: string): string {
	return html.replace(/<style>.*?<\/style>/s, '').replaceAll(/<\/?(?:p|li|tr|h\d|dt|dd|summary|figcaption|section|caption|pre)\b[^>]*>/g, '\n').replaceAll(/<[^>]+>/g, ' ').replaceAll(/[ \t]+/g, ' ').replaceAll(/ ?\n[\s]*/g, '\n').trim();
}
