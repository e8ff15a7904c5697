import type {PlanDiff} from '../diff/plan-diff.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {figureChange, figureValues} from './diff-figures.ts';
import {justifyLine} from './fit-line.ts';
import {type Line, span} from './line.ts';

/** Times that belong to no node, as far as they changed: below the trees. */
export function diffOutside({outside}: PlanDiff, width: number): readonly Line[] {
	return outside
		.filter(({ms}) => ms.change !== null && !ms.rounding)
		.map(({what, ms}) => justifyLine(
			[span(`outside: ${sanitise(what)}`, 'dim')],
			[span('  '), ...figureValues(ms, formatMs), span(figureChange(ms).text.padStart(9), figureChange(ms).tone)],
			width,
		));
}
