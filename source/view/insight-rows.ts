import type {Insight} from '../insight/insight.ts';
import {wrap} from '../text/cells.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {type Line, span, type Span, type Tone} from './line.ts';

const marks: Record<Insight['severity'], {readonly sign: string; readonly tone: Tone}> = {
	high: {sign: '!!', tone: 'error'},
	medium: {sign: '! ', tone: 'warn'},
	low: {sign: '· ', tone: 'plain'},
	info: {sign: '· ', tone: 'dim'},
};

/** `!! 4.9 ms  Seq Scan shots keeps 10 of 100,000 rows`: what it could save stands before what it is. */
export function insightLine({severity, couldSaveMs, title}: Insight): Line {
	const {sign, tone} = marks[severity];
	return [
		span(`${sign} `, tone),
		span((couldSaveMs === null ? '' : formatMs(couldSaveMs)).padStart(8), 'better'),
		span(`  ${sanitise(title)}`, severity === 'info' ? 'dim' : 'strong'),
	];
}

/** For a narrow column: what it could save above what it is. */
export function insightBlock({severity, couldSaveMs, title}: Insight, width: number): readonly Line[] {
	const {sign, tone} = marks[severity];
	const saves = couldSaveMs === null ? [] : [span(` ${formatMs(couldSaveMs)}`, 'better'), span(' could be saved', 'dim')];
	const [first = '', ...rest] = wrap(sanitise(title), Math.max(10, width - 3));
	return [
		...(saves.length === 0 ? [] : [[span('  '), ...saves]]),
		[span(`${sign} `, tone), span(first, 'strong')],
		...rest.map(text => [span('   '), span(text, 'strong')]),
	];
}

/** Its evidence, what to do, and the index to try. */
export function insightDetail({evidence, advice, proposal}: Insight, width: number): readonly Line[] {
	const indent = '            ';
	const block = (text: string, tone: Tone): readonly Line[] => wrap(sanitise(text), Math.max(20, width - indent.length))
		.map(part => [span(indent), span(part, tone)]);
	return [
		...block(evidence, 'dim'),
		...(advice === null ? [] : block(advice, 'plain')),
		...(proposal === null ? [] : block(proposal.sql, 'index')),
	];
}

/** The sign that stands before a node's name in the tree; null where no insight points to it. */
export function insightMark(insights: readonly Insight[], nodeId: number): Span | null {
	const worst = insights.find(insight => insight.nodeId === nodeId && (insight.severity === 'high' || insight.severity === 'medium'));
	return worst === undefined ? null : span(marks[worst.severity].sign.trim(), marks[worst.severity].tone);
}
