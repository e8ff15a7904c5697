import type {Plan} from '../../plan/plan.ts';
import {insightsOf} from '../../insight/insights-of.ts';
import {formatMs} from '../../text/duration.ts';
import {formatCompact, formatCount} from '../../text/quantity.ts';
import {lineText} from '../../view/line.ts';
import {insightDetail, insightLine} from '../../view/insight-rows.ts';
import {nodeConditions} from '../../view/node-conditions.ts';
import {heatTone, nodeName} from '../../view/plan-columns.ts';
import {closedCrowds, noFolds} from '../../view/plan-folds.ts';
import {type PlanRow, planRows} from '../../view/plan-rows.ts';
import type {Block} from '../document.ts';
import {blockText} from '../document-text.ts';
import {escape} from './escape.ts';
import {inlineHtml} from './inline.ts';

/** Browsers nest 512 elements; a level takes three. What is deeper, or longer than anybody unfolds, is text. */
const deepest = 120;
const longest = 2000;

/** A plan as a tree that folds, with heat by self time; then what the plan says about itself. */
export function planHtml(block: Extract<Block, {readonly kind: 'plan'}>, level: number): string {
	const {title, plan, context} = block;
	const rows = planRows(plan, noFolds.folded, closedCrowds(plan, noFolds));
	const heading = `<h${level}>${escape(title)}</h${level}>`;
	if (rows.length > longest || rows.some(({node}) => node.depth > deepest)) {
		return `${heading}<pre class="code" tabindex="0" role="region" aria-label="${escape(title)}">${blockText(block, 120).slice(1).map(line => escape(line)).join('\n')}</pre>`;
	}

	const insights = insightsOf(plan, context);
	const said = insights.map(insight => `<li><strong>${escape(lineText(insightLine(insight)).trim())}</strong>${insightDetail(insight, 10_000).map(line => `<p>${escape(lineText(line).trim())}</p>`).join('')}</li>`);
	return `${heading}
<div class="plan scroll" tabindex="0" role="region" aria-label="${escape(title)}"><p class="heads" aria-hidden="true"><span>operation</span><span>rows est→act</span><span>blocks</span><span>self</span><span></span></p>${treeHtml(rows, plan)}</div>
${said.length === 0 ? '' : `<ul class="insights">${said.join('\n')}</ul>`}`;
}

/** Rows in pre-order as nested lists: a row's element closes where one of its depth or less follows. */
function treeHtml(rows: readonly PlanRow[], plan: Plan): string {
	const parts: string[] = [];
	let depth = -1;
	for (const [at, row] of rows.entries()) {
		const own = row.node.depth;
		if (own > depth) {
			parts.push('<ul>');
		} else {
			parts.push('</li>', '</ul></details></li>'.repeat(depth - own));
		}

		depth = own;
		const next = rows[at + 1];
		const inner = rowHtml(row, plan);
		parts.push(next !== undefined && next.node.depth > own ? `<li><details open><summary>${inner}</summary>` : `<li><div class="leaf">${inner}</div>`);
	}

	return `${parts.join('')}</li>${'</ul></details></li>'.repeat(Math.max(0, depth))}</ul>`;
}

function rowHtml({node, heat, selfMs, alike}: PlanRow, plan: Plan): string {
	const tone = heatTone(heat);
	const {estimated, actual} = node.rows;
	const blocks = node.selfBuffers === null ? null : node.selfBuffers.sharedHit + node.selfBuffers.sharedRead;
	const name = alike === null
		? `${inlineHtml(nodeName(node))}${(node.loops ?? 1) > 1 ? ` <span class="dim">×${formatCount(node.loops ?? 0)}</span>` : ''}`
		: `<span class="dim">${formatCount(alike.count)} alike${alike.meanMs === null ? '' : `, ${escape(formatMs(alike.meanMs))} each`}</span>`;
	const rows = alike !== null ? '' : `${Number.isFinite(estimated) ? formatCompact(Math.round(estimated)) : '-'}${actual === null ? '' : `→${formatCompact(Math.round(actual))}`}`;
	const conditions = alike !== null ? [] : nodeConditions(node).map(line => `<span class="condition">${inlineHtml(line)}</span>`);
	const time = plan.measured === 'times' ? formatMs(selfMs) : `cost ${formatCompact(Math.round(node.totalCost))}`;
	return `<span class="row"><span class="name">${name}${conditions.join('')}</span><span class="rows"><span class="spoken">rows estimated and actual </span>${escape(rows)}</span><span class="blocks">${blocks === null ? '' : `<span class="spoken">blocks </span>${formatCompact(blocks)}`}</span><span class="self ${tone}"><span class="spoken">self time </span>${escape(time)}</span>${heatHtml(heat, tone)}</span>`;
}

function heatHtml(heat: number | null, tone: string): string {
	return heat === null ? '<span></span>' : `<svg class="heat" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="${tone}" x="0" y="0" width="${Math.max(heat > 0 ? 1 : 0, Math.round(1000 * heat) / 10)}" height="8"/></svg>`;
}
