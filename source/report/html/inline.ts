import type {Line, Span, Tone} from '../../view/line.ts';
import {escape} from './escape.ts';

/** Letters that run from the right: Hebrew, Arabic and their kin. */
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/** Tones that HTML has an element for; the others are classes. */
const elements: Readonly<Partial<Record<Tone, string>>> = {strong: 'strong', title: 'strong', key: 'code'};

/** A line of toned spans; text from the right is isolated, so that it does not turn what stands beside it. */
export function inlineHtml(line: Line): string {
	return line.map(part => spanHtml(part)).join('');
}

function spanHtml({text, tone}: Span): string {
	const inner = rightToLeft.test(text) ? `<bdi>${escape(text)}</bdi>` : escape(text);
	const element = elements[tone];
	return tone === 'plain' ? inner : element === undefined ? `<span class="${tone}">${inner}</span>` : `<${element}>${inner}</${element}>`;
}
