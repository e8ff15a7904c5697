import {numberAt} from './json-object.ts';
import type {JsonObject, Rows} from './plan.ts';

/** How often a node ran: `loops` as Postgres counts them, `whole` the times that all processes together went through it. */
export interface Runs {
	readonly loops: number;
	/** The number of estimates that the actual rows answer to: loops, or the Gather's loops where the processes share the rows. */
	readonly whole: number;
	/** 1, or the planner's divisor where processes share the rows. */
	readonly divisor: number;
}

/**
 * True from PostgreSQL 18 on, which prints mean rows per loop with two decimals. JSON.parse makes 1 of 1.00, so it is told by
 * the `Disabled` flag that 18 prints for every node, or by a fraction.
 */
export function printsFractions(raws: readonly JsonObject[]): boolean {
	return raws[0]?.['Disabled'] !== undefined || raws.some(raw => !Number.isInteger(numberAt(raw, 'Actual Rows') ?? 0));
}

/** To the third decimal, the last that a rounding of 0.005 x loops can reach. */
const withoutNoise = (rows: number) => Math.round(rows * 1000) / 1000;

/** Rows over all loops. With one loop the printed mean is the count itself; with more, the count was rounded away. */
export function countRows(raw: JsonObject, {loops, whole, divisor}: Runs, fractions: boolean): Rows {
	const planned = (numberAt(raw, 'Plan Rows') ?? Number.NaN) * divisor;
	const mean = numberAt(raw, 'Actual Rows');
	if (mean === null) {
		return {estimated: Math.round(planned), actual: null, low: null, high: null};
	}

	const total = mean * loops;
	const rounding = loops > 1 ? (fractions ? 0.005 : 0.5) * loops : 0;
	return {
		estimated: Math.round(loops === 0 ? planned : planned * whole),
		actual: Math.round(total),
		low: Math.max(0, withoutNoise(total - rounding)),
		high: withoutNoise(total + rounding),
	};
}
