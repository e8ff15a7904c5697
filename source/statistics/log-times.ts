/** EXPLAIN prints times to the microsecond; a run too short to show is taken as one, for a logarithm needs something. */
export const resolutionMs = 0.001;

/** Natural logarithms of times in ms: noise on run time multiplies, and a ratio becomes a difference. */
export function logTimes(samples: readonly number[]): number[] {
	return samples.map((ms) => Math.log(Math.max(resolutionMs, ms)));
}
