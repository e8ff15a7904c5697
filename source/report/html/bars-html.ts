import {formatMs} from '../../text/duration.ts';
import type {BarRow} from '../document.ts';
import {escape} from './escape.ts';

/** Two bars a row, before above after, on a scale of the row's own; the whisker is the interval. */
export function barsHtml(caption: string, rows: readonly BarRow[]): string {
	return `<figure class="bars"><figcaption>${escape(caption)}</figcaption>
<ul>${rows.map(row => rowHtml(row)).join('\n')}</ul>
</figure>`;
}

function rowHtml({label, link, before, after, interval, tone, words}: BarRow): string {
	const scale = Math.max(before ?? 0, after ?? 0, interval === null || !Number.isFinite(interval.high) ? 0 : interval.high) || 1;
	const at = (ms: number) => Math.round(1000 * Math.min(1, ms / scale)) / 10;
	const whisker = interval === null ? '' : `<path class="whisker" d="M${at(interval.low)} 14V22M${at(interval.high)} 14V22M${at(interval.low)} 18H${at(interval.high)}"/>`;
	const name = link === null ? escape(label) : `<a href="#${escape(link)}">${escape(label)}</a>`;
	const said = `before ${formatMs(before)}, after ${formatMs(after)}${interval === null ? '' : `, between ${formatMs(interval.low)} and ${formatMs(interval.high)}`}`;
	return `<li><span class="label">${name}</span>
<svg viewBox="0 0 100 24" preserveAspectRatio="none" role="img" aria-label="${escape(said)}"><rect class="before" x="0" y="2" width="${at(before ?? 0)}" height="8"/><rect class="after ${tone}" x="0" y="14" width="${Math.max(0.4, at(after ?? 0))}" height="8"/>${whisker}</svg>
<span class="times"><span>${escape(formatMs(before))}</span><span>${escape(formatMs(after))}</span></span><span class="words ${tone}">${escape(words)}</span></li>`;
}
