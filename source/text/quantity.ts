/** `1,866`; fractions keep three significant digits (`0.25` rows a loop); a planner gone astray `3.2e24`; `-` for null. */
export function formatCount(count: number | null): string {
	if (count === null || !Number.isFinite(count)) {
		return '-';
	}

	if (Math.abs(count) >= 1e15) {
		return count.toExponential(1).replace('e+', 'e');
	}

	const short = Number.isInteger(count) ? count : Math.abs(count) < 100 ? significant(count, 3) : Math.round(count);
	return grouped(short);
}

/** How many times, in two significant digits, which is all an estimate deserves: `1.8x`, `12x`, `1,200x`. */
export function formatFactor(factor: number | null): string {
	return factor === null || !Number.isFinite(factor) ? '-' : `${formatCount(significant(factor, 2))}x`;
}

/** A fraction as percent: `12 %`, `99.3 %`, `1,200 %`. Something never reads as nothing (`<0.1 %`), nor nearly all as all (`>99.9 %`). */
export function formatPercent(fraction: number | null): string {
	if (fraction === null || !Number.isFinite(fraction)) {
		return '-';
	}

	if (fraction < 0) {
		return `-${formatPercent(-fraction)}`;
	}

	const percent = Number((fraction * 100).toFixed(fraction < 1 ? 1 : 0));
	if (percent === 0 && fraction > 0) {
		return '<0.1 %';
	}

	return percent === 100 && fraction < 1 ? '>99.9 %' : `${grouped(percent)} %`;
}

/** A relative change with its sign: `+12 %`, `-3.2 %`, `0 %`. */
export function formatSignedPercent(fraction: number | null): string {
	const text = formatPercent(fraction);
	return fraction !== null && fraction > 0 && text !== '-' ? `+${text}` : text;
}

function significant(value: number, digits: number): number {
	return Number(value.toPrecision(digits));
}

function grouped(value: number): string {
	const [whole = '', decimals] = String(value).split('.');
	const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
	return decimals === undefined ? groups : `${groups}.${decimals}`;
}

/** For narrow columns: `9,999`, then `12.3k`, `300k`, `4.56M`, `1.2G`: three significant digits. */
export function formatCompact(count: number): string {
	if (Math.abs(count) < 10_000) {
		return formatCount(count);
	}

	const units = [{size: 1e9, sign: 'G'}, {size: 1e6, sign: 'M'}, {size: 1e3, sign: 'k'}];
	// 999,950 rounds to 1.00M, not to 1000k.
	const unit = units.find(({size}) => Math.abs(count) >= size * 0.9995) ?? {size: 1, sign: ''};
	return `${Number((count / unit.size).toPrecision(3))}${unit.sign}`;
}
