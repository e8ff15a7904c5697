import {selfHalfWidth} from './floor.ts';

/**
 * An interval of half-width h excludes 1 nine times in ten when the change is h and some more: h is 2.4 standard errors, 1.3 of them are nine
 * in ten, and the noise of h itself takes the rest. Simulated, not derived: test/statistics/simulation.test.ts.
 */
const halfWidths = 1.8;

/**
 * The smallest true change (relative, 0.08 = 8 %) that as many pairs, as noisy as the baseline's samples, find about nine times in ten.
 * `floor` is the change below which nothing is claimed; a change of just that size is found every other time.
 */
export function detectableChange(baselineSamples: readonly number[], floor: number, alpha: number): number {
	const halfWidth = selfHalfWidth(baselineSamples, alpha);
	return Math.expm1(Math.max(halfWidths * halfWidth, Math.log1p(floor) + (halfWidths - 1) * halfWidth));
}
