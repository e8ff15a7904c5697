import type {Rung} from './rung.ts';
import type {Limits} from './workbench.ts';

const longestMs = 30_000;
const shortestMs = 5000;
/** How long rung 5 may keep a table locked. */
const longestBlockMs = 1000;

/**
 * statement_timeout for one execution: three times the best known time, between 5 and 30 s; on rung 5, where others wait
 * for the table, 1 s. Running into it is a result too.
 */
export function statementLimit(rung: Rung, bestMs: number | null): Limits {
	if (rung.number === 5) {
		return {statementMs: longestBlockMs};
	}

	return {statementMs: bestMs === null ? longestMs : Math.round(Math.min(longestMs, Math.max(shortestMs, 3 * bestMs)))};
}
