import {formatCount, formatPercent} from './quantity.ts';

/** What there is to say about two sets of samples: statistics/comparison.ts has it. */
export interface ComparedTimes {
	/** baseline / current: above 1 is faster. */
	readonly ratio: {readonly value: number; readonly low: number; readonly high: number};
	readonly verdict: 'faster' | 'slower' | 'no difference' | 'cannot tell';
	/** Smallest detectable relative change, 0.02 = 2 %. */
	readonly floor: number;
}

/**
 * `126x faster (118-133)`, `1.83x slower (1.74-1.95)`, `~ no difference (detects 2 %)`, `~ cannot tell (0.91x-1.24x, detects 8 %)`.
 * The interval stands beside every claim; without a claim, what could have been claimed does.
 */
export function formatRatio({ratio, verdict, floor}: ComparedTimes): string {
	const detects = Number.isFinite(floor) ? `detects ${formatPercent(floor)}` : 'too few samples';
	switch (verdict) {
		case 'faster':
			return `${times(ratio.value)}x faster (${times(ratio.low)}-${times(ratio.high)})`;
		case 'slower':
			return `${times(1 / ratio.value)}x slower (${times(1 / ratio.high)}-${times(1 / ratio.low)})`;
		case 'no difference':
			return `~ no difference (${detects})`;
		case 'cannot tell':
			return `~ cannot tell (${times(ratio.low)}x-${times(ratio.high)}x, ${detects})`;
	}
}

/** Three significant digits, zeros kept: 1.80 and 1.83 are known equally well. */
function times(value: number): string {
	const rounded = Number(value.toPrecision(3));
	return rounded < 1000 ? rounded.toPrecision(3) : formatCount(rounded);
}
