import {formatDelta} from '../text/delta.ts';
import {formatCount} from '../text/quantity.ts';
import {type Line, span, type Tone} from './line.ts';

/** `hit 1,866 → 13 ▼99.3 %`; without a baseline the count alone. */
export function countLine(name: string, before: number | null, now: number, tone: Tone): Line {
	const label = span(`${name} `, tone);
	if (before === null || before === now) {
		return [label, span(formatCount(now), 'strong'), ...(before === null ? [] : [span(' =', 'dim')])];
	}

	return [
		label,
		span(`${formatCount(before)} → `, 'dim'),
		span(formatCount(now), 'strong'),
		span(` ${formatDelta(before, now)}`, now < before ? 'better' : 'worse'),
	];
}
