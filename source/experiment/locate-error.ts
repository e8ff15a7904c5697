import {PlanflipError} from '../errors.ts';
import type {Subject} from './run.ts';

/** The line that EXPLAIN's options take, above the statement. */
const explainLines = 1;

/**
 * An error of the statement as an error of its file: `queries/x.sql:12:8`. Others keep their own place. `linesAbove`: what
 * stood above the statement when it was sent.
 */
export function locateError(error: unknown, subject: Subject, linesAbove = explainLines): unknown {
	if (!(error instanceof PlanflipError) || (error.kind !== 'input' && error.kind !== 'permission')) {
		return error;
	}

	const {position, sqlState} = error;
	const line = position === undefined ? subject.line : subject.line + position.line - 1 - linesAbove;
	return new PlanflipError(error.kind, {
		message: error.message,
		where: position === undefined || position.line <= linesAbove ? `${subject.file}:${subject.line}` : `${subject.file}:${line}:${position.column}`,
		hint: valueHint(error, subject) ?? (sqlState === undefined ? undefined : hints[sqlState]) ?? (begins(error, linesAbove) ? noPlan : (twoStatements(error) ? 'A query is exactly one statement: put the second one into a file of its own.' : error.hint)),
		sqlState: error.sqlState,
		cause: error,
	});
}

/** States that mean more here than elsewhere. */
const hints: Readonly<Record<string, string>> = {
	// Every trial is read-only (SET LOCAL transaction_read_only), but for what says in its plan that it writes, on rung 1.
	'25006': 'planflip executes a query many times over. INSERT, UPDATE, DELETE and MERGE run in an isolated database, rolled back each time; what writes unsaid in its plan (nextval, a function, CREATE TABLE AS) runs nowhere.',
	'42P10': 'A unique index that ON CONFLICT rests on is switched off: the statement needs it, whatever it costs. Switch it on.',
};

const noPlan = 'Only SELECT, VALUES, WITH, INSERT, UPDATE, DELETE and MERGE have a plan. VACUUM, SET, COPY, DO, CALL and their like are not run.';

/** Postgres itself refuses a second statement, and points nowhere. */
function twoStatements({sqlState, position}: PlanflipError): boolean {
	return sqlState === '42601' && position === undefined;
}

/** A syntax error at the very first word. */
function begins({sqlState, position}: PlanflipError, linesAbove: number): boolean {
	return sqlState === '42601' && position?.line === linesAbove + 1 && position.column === 1;
}

/** `invalid input syntax for type integer: "abc"`: which of the parameters has that value? */
function valueHint({message, sqlState}: PlanflipError, {parameters}: Subject): string | null {
	if (sqlState?.startsWith('22') !== true) {
		return null;
	}

	const at = parameters.findIndex(({value}) => value !== null && value !== '' && message.includes(`"${String(value)}"`));
	const parameter = parameters[at];
	return parameter === undefined ? null : `Parameter $${at + 1} (${parameter.name}) does not fit its type: give it another value.`;
}
