const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * A time in ms as people say it: `<0.01 ms`, `0.04 ms`, `4.9 ms`, `126 ms`, `3.2 s`, `2 min 05 s`, `1 h 02 min`; `-` for null.
 * Three significant digits and at most two decimals: EXPLAIN prints whole microseconds, and a single loop's time is rounded to them.
 * A time above zero never reads as zero.
 */
export function formatMs(ms: number | null): string {
	if (ms === null || !Number.isFinite(ms)) {
		return '-';
	}

	if (ms < 0) {
		return `-${formatMs(-ms)}`;
	}

	if (ms > 0 && ms < 0.005) {
		return '<0.01 ms';
	}

	const rounded = threeDigits(ms);
	if (rounded < second) {
		return `${rounded} ms`;
	}

	const seconds = threeDigits(ms / second);
	if (seconds * second < minute) {
		return `${seconds} s`;
	}

	const wholeSeconds = Math.round(ms / second);
	if (wholeSeconds * second < hour) {
		return `${Math.floor(wholeSeconds / 60)} min ${twoPlaces(wholeSeconds % 60)} s`;
	}

	const wholeMinutes = Math.round(ms / minute);
	return `${Math.floor(wholeMinutes / 60)} h ${twoPlaces(wholeMinutes % 60)} min`;
}

function threeDigits(value: number): number {
	return Number(value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0));
}

function twoPlaces(value: number): string {
	return String(value).padStart(2, '0');
}
