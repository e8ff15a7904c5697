import type {Buffers, Json, Plan, PlanNode} from '../plan/plan.ts';
import {wrap} from '../text/cells.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise as plain} from '../text/plain.ts';
import {formatCount, formatFactor, formatPercent} from '../text/quantity.ts';
import {type Line, span} from './line.ts';
import {nodeName} from './plan-columns.ts';
import {nodeMeaning} from './node-meaning.ts';

/** Everything there is to say about one node: what it does, what was derived, and every word of Postgres. */
export function nodeCard(plan: Plan, node: PlanNode, width: number): readonly Line[] {
	const meaning = nodeMeaning(node.nodeType);
	return [
		nodeName(node),
		...(meaning === null ? [] : wrap(meaning, width).map(text => [span(text, 'dim')])),
		[],
		...facts(plan, node).map(([name, value]) => [span(`${name.padEnd(16)} `, 'dim'), span(value)]),
		[],
		[span('what Postgres said', 'title')],
		...Object.entries(node.raw)
			.filter(([key]) => key !== 'Plans')
			.flatMap(([key, value]) => rawLines(key, value, width)),
	];
}

function facts(plan: Plan, node: PlanNode): ReadonlyArray<readonly [string, string]> {
	const whole = plan.totals.executionMs ?? plan.totals.rootMs;
	const rows: Array<readonly [string, string]> = [];
	if (node.executed === false) {
		return [['executed', 'never: nothing above asked for its rows']];
	}

	if (node.selfMs !== null) {
		const share = whole === null || whole <= 0 ? '' : `, ${formatPercent(node.selfMs / whole)} of the query`;
		rows.push(['self time', `${formatMs(node.selfMs)}${share} (± ${formatMs(node.selfToleranceMs)} of rounding)`]);
	} else if (plan.measured === 'times') {
		rows.push(['self time', 'not attributed']);
	}

	if (node.inclusiveMs !== null) {
		rows.push(['with all below', formatMs(node.inclusiveMs)]);
	}

	if (node.processes > 1) {
		rows.push(['processes', `${formatCount(node.processes)}, together ${node.processMs === null ? '-' : formatMs(node.processMs)}`]);
	}

	if (node.loops !== null) {
		rows.push(['loops', formatCount(node.loops)]);
	}

	rows.push(['rows', rowsText(node)]);
	if (node.selfBuffers !== null) {
		rows.push(['buffers, self', buffersText(node.selfBuffers)]);
	}

	if (node.inclusiveBuffers !== null) {
		rows.push(['with all below', buffersText(node.inclusiveBuffers)]);
	}

	if (Number.isFinite(node.totalCost)) {
		rows.push(['cost', `${node.startupCost} .. ${node.totalCost} (planner's units)`]);
	}

	return rows;
}

function rounded(value: number): string {
	return Number.isFinite(value) ? formatCount(Math.round(value)) : 'not said';
}

function rowsText(node: PlanNode): string {
	const {estimated, actual, low, high} = node.rows;
	if (actual === null) {
		return `estimated ${rounded(estimated)}`;
	}

	const span_ = low !== null && high !== null && Math.round(low) !== Math.round(high)
		? ` (between ${formatCount(Math.round(low))} and ${formatCount(Math.round(high))})`
		: '';
	const {estimate} = node;
	const wrong = estimate === null || !estimate.meaningful || estimate.factor < 2
		? ''
		: `, ${formatFactor(estimate.factor)} ${estimate.direction === 'under' ? 'more' : 'fewer'} than planned`;
	return `estimated ${rounded(estimated)}, actual ${formatCount(Math.round(actual))}${span_}${wrong}`;
}

function buffersText(buffers: Buffers): string {
	const names: ReadonlyArray<readonly [keyof Buffers, string]> = [
		['sharedHit', 'hit'], ['sharedRead', 'read'], ['sharedDirtied', 'dirtied'], ['sharedWritten', 'written'],
		['localHit', 'local hit'], ['localRead', 'local read'], ['localDirtied', 'local dirtied'], ['localWritten', 'local written'],
		['tempRead', 'temp read'], ['tempWritten', 'temp written'],
	];
	const parts = names.filter(([key]) => buffers[key] > 0).map(([key, name]) => `${name} ${formatCount(buffers[key])}`);
	return parts.length === 0 ? 'none' : parts.join(', ');
}

function rawLines(key: string, value: Json, width: number): readonly Line[] {
	const name = `${plain(key)}: `;
	const text = plain(typeof value === 'string' ? value : JSON.stringify(value));
	const lines = wrap(text, Math.max(10, width - 2 - name.length));
	return lines.map((part, at) => at === 0
		? [span(name, 'key'), span(part)]
		: [span(' '.repeat(Math.min(name.length, width - 12))), span(part)]);
}
