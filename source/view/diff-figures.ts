import type {Figure} from '../diff/plan-diff.ts';
import {formatDelta} from '../text/delta.ts';
import {type Line, span, type Span} from './line.ts';

/** `4.9 ms → 0.04 ms`; one value where both read alike, or where the other plan has none. */
export function figureValues({before, after}: Pick<Figure, 'before' | 'after'>, format: (value: number) => string): Line {
	const old = before === null ? null : format(before);
	const now = after === null ? null : format(after);
	if (old === null || now === null || old === now) {
		return [span(now ?? old ?? '-', now === null ? 'dim' : 'plain')];
	}

	return [span(`${old} → `, 'dim'), span(now)];
}

/** `▼99.3 %`, `▲ new`, `▼ gone`; `±` for what may be rounding, `=` for the same. Less is better: time, blocks. */
export function figureChange({before, after, change, rounding}: Figure): Span {
	if (change === null) {
		return span('', 'dim');
	}

	const text = before === null ? '▲ new' : after === null ? '▼ gone' : change === 0 ? '=' : rounding ? '±' : formatDelta(before, after);
	return span(text, rounding || change === 0 ? 'dim' : change < 0 ? 'better' : 'worse');
}
