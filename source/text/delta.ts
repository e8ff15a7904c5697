import {formatFactor, formatPercent} from './quantity.ts';

/**
 * The change from one count or time to another: `▼99.3 %`, `▲12 %`, `=`; ten-fold and more `▲12x`; from nothing `▲ new`; `-` when either is
 * unknown. In ASCII `-` and `+` stand for the arrows.
 */
export function formatDelta(before: number | null, after: number | null, {ascii = false}: {readonly ascii?: boolean} = {}): string {
	if (before === null || after === null || !Number.isFinite(before) || !Number.isFinite(after)) {
		return '-';
	}

	if (before === after) {
		return '=';
	}

	const arrow = after > before ? (ascii ? '+' : '▲') : ascii ? '-' : '▼';
	if (before === 0) {
		return `${arrow} new`;
	}

	const growth = after / before;
	return arrow + (growth >= 10 ? formatFactor(growth) : formatPercent(Math.abs(growth - 1)));
}
