import type {Rung} from './rung.ts';
import type {Limits} from './workbench.ts';

const longestMs = 30_000;
const shortestMs = 5000;
/** Rung 5 keeps a table locked for a second at the most; a part of it is needed to switch (blocking-workbench.ts). */
const blockingMs = 600;

/**
 * statement_timeout for one execution: three times the best known time, between 5 and 30 s; on rung 5, where others wait
 * for the table, 0.6 s. Running into it is a result too.
 */
export function statementLimit(rung: Rung, bestMs: number | null): Limits {
	if (rung.number === 5) {
		return {statementMs: blockingMs};
	}

	return {statementMs: bestMs === null ? longestMs : Math.round(Math.min(longestMs, Math.max(shortestMs, 3 * bestMs)))};
}
