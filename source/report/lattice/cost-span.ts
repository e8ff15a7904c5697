import {formatSignedPercent} from '../../text/quantity.ts';
import {span, type Span} from '../../view/line.ts';

/** Sums hide what a cheap query pays beside a dear one: nothing is only what no query pays for. */
export function costSpan(share: number, noMore: boolean): Span {
	return noMore ? span('0 %') : span(formatSignedPercent(Math.max(share, Number.EPSILON)), 'worse');
}
