import {smallestChangeMs} from '../statistics/compare-samples.ts';
import type {Comparison} from '../statistics/comparison.ts';
import {smallestFloor} from '../statistics/floor.ts';

/** What is no difference, in words: one that is sure, and that no share makes too small, has too few milliseconds. `baselineMs`: median. */
export function sameWords({ratio: {low, high}}: Pick<Comparison, 'ratio'>, baselineMs: number | null): string {
	const sure = (low > 1 || high < 1) && Math.max(high, 1 / low) > 1 + smallestFloor;
	// The same plan is no difference, however far apart the clock has it.
	const fewMs = baselineMs !== null && [low, high].every(at => Math.abs(baselineMs - baselineMs / at) <= smallestChangeMs);
	return sure && fewMs ? `less than ${smallestChangeMs} ms apart` : 'no difference';
}
