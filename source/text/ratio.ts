import {formatCount, formatPercent} from './quantity.ts';

/** baseline / current, above 1 is faster, with its interval. */
interface RatioWithin {
	readonly value: number;
	readonly low: number;
	readonly high: number;
}

/** What there is to say about two sets of samples: statistics/comparison.ts has it. */
export interface ComparedTimes {
	readonly ratio: RatioWithin;
	readonly verdict: 'faster' | 'slower' | 'no difference' | 'cannot tell';
	/** Relative change that would have been found nine times in ten, 0.08 = 8 %. */
	readonly detectable: number;
}

/**
 * `126x faster (118-133)`, `1.83x slower (1.74-1.95)`, `~ no difference (0.99x-1.02x)`, `~ cannot tell (0.91x-1.24x, detects 18 %)`.
 * An interval that 1 is not in says on which side it is: `~ no difference (1.01x-1.02x slower)`. The interval stands beside every claim, of sameness too; where nothing can be told, what would have been found does.
 */
export function formatRatio({ratio, verdict, detectable}: ComparedTimes, same = 'no difference'): string {
	const within = intervalText(ratio);
	switch (verdict) {
		case 'faster':
		case 'slower':
			return formatChange(verdict, ratio);
		case 'no difference':
			return `~ ${same} (${within})`;
		case 'cannot tell':
			return `~ cannot tell (${within}, ${Number.isFinite(detectable) ? `detects ${formatPercent(detectable)}` : 'too few samples'})`;
	}
}

/** Whichever side of 1 it is on; one that has 1 in it is of the speed: below 1 is slower. */
function intervalText({low, high}: RatioWithin): string {
	return low > 1 ? `${times(low)}x-${times(high)}x faster` : high < 1 ? `${times(1 / high)}x-${times(1 / low)}x slower` : `${times(low)}x-${times(high)}x`;
}

/** What is beyond doubt: `126x faster (118-133)`. */
export function formatChange(verdict: 'faster' | 'slower', {value, low, high}: RatioWithin): string {
	return verdict === 'faster'
		? `${times(value)}x faster (${times(low)}-${times(high)})`
		: `${times(1 / value)}x slower (${times(1 / high)}-${times(1 / low)})`;
}

/** Three significant digits, zeros kept: 1.80 and 1.83 are known equally well. */
function times(value: number): string {
	const rounded = Number(value.toPrecision(3));
	return rounded < 1000 ? rounded.toPrecision(3) : formatCount(rounded);
}
