import {formatDelta} from '../../text/delta.ts';
import {formatMs} from '../../text/duration.ts';
import {formatCount} from '../../text/quantity.ts';
import {type Line, span} from '../../view/line.ts';

/** `0.13 → 0.04 ms`; each with its unit where units differ. */
export function timeChange(before: number | null, after: number | null): Line {
	const [was, is] = [formatMs(before), formatMs(after)];
	const unit = / \S+$/.exec(is)?.[0] ?? '';
	return [span(`${unit !== '' && was.endsWith(unit) ? was.slice(0, -unit.length) : was} → `, 'dim'), span(is)];
}

/** `13 → 3 ▼76.9 %`, or one number where nothing changed. */
export function countChange(before: number | null, after: number | null, {lessIsBetter = false}: {readonly lessIsBetter?: boolean} = {}): Line {
	const [was, is] = [before === null ? null : round(before), after === null ? null : round(after)];
	if (was === is) {
		return [span(formatCount(is))];
	}

	const change = was === null || is === null || !lessIsBetter ? [] : [span(` ${formatDelta(was, is)}`, is < was ? 'better' as const : 'worse' as const)];
	return [span(`${formatCount(was)} → `, 'dim'), span(formatCount(is)), ...change];
}

/** Costs and rows have no decimals worth a column. */
function round(value: number): number {
	return Math.round(value);
}
