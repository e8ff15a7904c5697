import {formatMs} from '../../text/duration.ts';
import {formatCount} from '../../text/quantity.ts';
import {type WaterfallStep, waterfallScale, waterfallSteps} from '../../view/waterfall-rows.ts';
import type {WaterfallRoute} from '../document.ts';
import {escape} from './escape.ts';
import {inlineHtml} from './inline.ts';

/** Each route as a list of its steps, all on the scale of the slowest: dark is the server, light everything around it, hatched what was waited. */
export function waterfallsHtml(routes: readonly WaterfallRoute[]): string {
	const scale = waterfallScale(routes.map(({result}) => result)) || 1;
	return `<div class="waterfalls">${routes.map(({name, words, result}) => `<figure><figcaption><strong>${escape(name)}</strong> ${inlineHtml(words)}</figcaption>
<ol>${waterfallSteps(result).map(step => stepHtml(step, scale)).join('\n')}</ol></figure>`).join('\n')}
<p class="legend"><span class="key server"></span>in the server <span class="key wire"></span>wire and client <span class="key waited"></span>waited for a network</p></div>`;
}

function stepHtml({step, statements, startMs, serverMs, wireMs, waitedMs, rows, blocks}: WaterfallStep, scale: number): string {
	const at = (ms: number) => Math.round(1000 * Math.min(1, ms / scale)) / 10;
	const bar = (name: string, from: number, ms: number) => ms <= 0 ? '' : `<rect class="${name}" x="${at(from)}" y="2" width="${Math.max(0.3, at(ms))}" height="10"/>`;
	const wholeMs = serverMs + wireMs + waitedMs;
	const count = `${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'}, ${formatCount(blocks)} blocks`;
	const name = `${step}${statements === 1 ? '' : ` ×${statements}`}`;
	const said = `begins after ${formatMs(startMs)}, takes ${formatMs(wholeMs)}: server ${formatMs(serverMs)}, wire and client ${formatMs(wireMs)}${waitedMs === 0 ? '' : `, waited ${formatMs(waitedMs)}`}`;
	return `<li><span class="label">${escape(name)}</span><svg viewBox="0 0 100 14" preserveAspectRatio="none" role="img" aria-label="${escape(said)}">${bar('server', startMs, serverMs)}${bar('wire', startMs + serverMs, wireMs)}${bar('waited', startMs + serverMs + wireMs, waitedMs)}</svg><span class="times">${escape(formatMs(wholeMs))}</span><span class="dim">${escape(count)}</span></li>`;
}
