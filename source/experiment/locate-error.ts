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

	const {position} = error;
	const line = position === undefined ? subject.line : subject.line + position.line - 1 - linesAbove;
	return new PlanflipError(error.kind, {
		message: error.message,
		where: position === undefined || position.line <= linesAbove ? `${subject.file}:${subject.line}` : `${subject.file}:${line}:${position.column}`,
		hint: valueHint(error, subject) ?? readOnlyHint(error) ?? error.hint,
		sqlState: error.sqlState,
		cause: error,
	});
}

/** Every trial is read-only (SET LOCAL transaction_read_only), on whatever server. */
function readOnlyHint({sqlState}: PlanflipError): string | null {
	return sqlState === '25006' ? 'planflip executes a query many times over, so it runs only those that write nothing.' : null;
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
