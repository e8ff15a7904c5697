import {PlanflipError} from '../errors.ts';

/** What the server leaves of a statement that a lost connection ended: the one that is known, else any that was begun. */
export function whatBecame(sql: string | undefined): string {
	return sql !== undefined && /\b(?:index|reindex)\b[^;]*\bconcurrently\b/i.test(sql)
		? 'What runs CONCURRENTLY is not rolled back: the index may be there, INVALID. Try again.'
		: 'What it had begun was rolled back. Try again.';
}

/** The letter of a lost connection, seen before it was known which statement it ended. */
export function lossOf(loss: PlanflipError, sql: string): PlanflipError {
	const {kind, message, where, hint, sqlState, cause} = loss;
	const said = hint?.replace(whatBecame(undefined), whatBecame(sql));
	return said === hint ? loss : new PlanflipError(kind, {message, where, hint: said, sqlState, cause});
}
