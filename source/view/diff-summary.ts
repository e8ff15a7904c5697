import type {DiffVerdict} from '../diff/diff-verdict.ts';
import type {Figure, PlanDiff} from '../diff/plan-diff.ts';
import {formatMs} from '../text/duration.ts';
import {formatCount} from '../text/quantity.ts';
import {figureChange, figureValues} from './diff-figures.ts';
import {type Line, span, type Tone} from './line.ts';
import {wrapLine} from './wrap-line.ts';

const verdictWords: Readonly<Record<DiffVerdict['verdict'], string>> = {
	'slower': 'slower beyond doubt',
	'faster': 'faster beyond doubt',
	'no difference': '~ no difference',
	'cannot tell': '~ cannot tell',
};

const verdictTones: Readonly<Record<DiffVerdict['verdict'], Tone>> = {
	'slower': 'slower',
	'faster': 'faster',
	'no difference': 'dim',
	'cannot tell': 'dim',
};

function totalLine(name: string, figure: Figure, format: (value: number) => string): readonly Line[] {
	return figure.before === null && figure.after === null
		? []
		: [[span(name.padEnd(10), 'dim'), ...figureValues(figure, format), span(' '), figureChange(figure)]];
}

/** The verdict with its reasons, then the totals of both plans. */
export function diffSummary({totals, before, after}: PlanDiff, {verdict, basis, because}: DiffVerdict, width: number): readonly Line[] {
	// A measured comparison says all in one phrase: `1.83x slower (1.74-1.95)`.
	const text = basis === 'measured' ? because : `${verdictWords[verdict]}: ${because}`;
	const useRoot = before.totals.executionMs === null || after.totals.executionMs === null;
	return [
		...wrapLine([span(text, verdictTones[verdict])], width),
		// Samples were taken: the totals of the two instrumented runs would only contradict them.
		...(basis === 'measured' || basis === 'measured apart' ? [[span('node times below are of one instrumented run each', 'dim')]] : [
			...totalLine('planning', totals.planningMs, formatMs),
			...(useRoot ? totalLine('root node', totals.rootMs, formatMs) : totalLine('execution', totals.executionMs, formatMs)),
		]),
		...totalLine('blocks', totals.blocks, formatCount),
	];
}
