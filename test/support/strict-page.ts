/** The only elements that planflip's pages are made of. */
const elements = new Set(`html head meta title style body a header p h1 h2 h3 h4 nav ul ol li main section footer table caption thead tbody tr th td details summary
	pre code span strong em b i div figure figcaption svg g rect line text path circle dl dt dd br hr small mark time abbr`.split(/\s+/));
const attributes = new Set(`lang charset name content http-equiv class href id aria-label aria-labelledby aria-hidden role scope tabindex title open colspan rowspan
	viewBox width height x y x1 x2 y1 y2 cx cy r rx ry d fill stroke transform text-anchor start preserveAspectRatio focusable`.split(/\s+/));
const voids = new Set(['meta', 'br', 'hr']);

/** A page read by rules narrower than a browser's: whatever a stranger's text could add to it is a complaint. */
export interface StrictPage {
	readonly complaints: readonly string[];
	/** All that a reader sees, in order. */
	readonly text: string;
}

export function readStrictly(html: string): StrictPage {
	const complaints: string[] = [];
	const open: string[] = [];
	const texts: string[] = [];
	const complain = (what: string, at: number) => complaints.push(`${what}: ${JSON.stringify(html.slice(Math.max(0, at - 40), at + 80))}`);
	const body = html.replace(/^<!DOCTYPE html>\n/, '');
	let end = 0;
	for (const {0: tag, index} of body.matchAll(/<[^>]*>/g)) {
		const text = body.slice(end, index);
		end = index + tag.length;
		const [, closing = '', name = '', rest = '', selfClosing = ''] = /^<(\/?)([a-zA-Z][a-zA-Z\d]*)((?:\s+[a-zA-Z-]+(?:="[^"<>]*")?)*)\s*(\/?)>$/.exec(tag) ?? [];
		if (open.at(-1) !== 'style') {
			texts.push(text);
			if (/>/.test(text) || /&(?!(?:amp|lt|gt|quot|#39);)/.test(text)) {
				complain('text that is not escaped', index);
			}
		}

		if (!elements.has(name)) {
			complain('an element that is not ours', index);
		}

		for (const [, attribute = ''] of rest.matchAll(/\s([a-zA-Z-]+)(?:="[^"]*")?/g)) {
			if (!attributes.has(attribute)) {
				complain(`an attribute that is not ours, ${attribute}`, index);
			}
		}

		if (closing === '/') {
			if (open.pop() !== name) {
				complain('an end without its beginning', index);
			}
		} else if (selfClosing === '' && !voids.has(name)) {
			open.push(name);
		}
	}

	if (open.length > 0 || body.slice(end).includes('<')) {
		complain(`what never ends, ${open.join(' ')}`, html.length);
	}

	const signs: Readonly<Record<string, string>> = {'&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': '\''};
	return {complaints, text: texts.join('').replaceAll(/&(?:amp|lt|gt|quot|#39);/g, sign => signs[sign] ?? sign)};
}
