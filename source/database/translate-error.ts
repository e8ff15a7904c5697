import pg from 'pg';
import {PlanflipError, type ErrorKind} from '../errors.ts';
import type {ErrorContext} from './error-context.ts';
import {letterOf, type StateLetter} from './sql-state-letters.ts';
import {missingRight} from './missing-right.ts';
import {statementPosition} from './statement-position.ts';
import {unreachableLetter} from './unreachable-letter.ts';

/** What the driver or the server said, as a letter: SQLSTATE decides the kind and what to do. */
export function translateError(error: unknown, context: ErrorContext): PlanflipError {
	if (error instanceof PlanflipError) {
		return error;
	}

	if (!(error instanceof pg.DatabaseError)) {
		return unreachableLetter(error, context);
	}

	const sqlState = error.code ?? 'XX000';
	const letter = context.sql === undefined ? refusedStart(error) ?? letterOf(sqlState) : letterOf(sqlState, context.sql);
	// Before any statement, whatever the server does not like is in the way of a connection.
	const kind = context.sql === undefined && letter.kind === 'input' ? 'connection' : letter.kind;
	const detail = error.detail === undefined ? '' : `. ${error.detail}`;
	const position = context.sql === undefined || error.position === undefined ? undefined : statementPosition(context.sql, Number(error.position));
	return new PlanflipError(kind, {
		message: context.redact(`${error.message}${detail}`),
		where: position === undefined ? whereWithout(error, kind, context) : `line ${position.line}, column ${position.column} of the statement`,
		hint: error.hint === undefined ? rightOf(error, context) ?? letter.hint : context.redact(error.hint),
		sqlState,
		position,
		cause: error,
	});
}

/** Whoever lacks a right wants the statement that gives it. */
function rightOf({code, message}: pg.DatabaseError, {sql, server}: ErrorContext): string | null {
	const user = server.slice(0, Math.max(0, server.lastIndexOf('@')));
	return code === '42501' && user !== '' ? missingRight(message, sql, user) : null;
}

/** pgbouncer has no words of its own in SQLSTATEs: whatever it does not like at the start is a protocol violation. */
function refusedStart({code, message}: pg.DatabaseError): StateLetter | null {
	if (code !== '08P01') {
		return null;
	}

	return /unsupported startup parameter/i.test(message)
		? {kind: 'connection', hint: 'A pooler is in between and takes no settings at the start: leave "options" out of the URL or PGOPTIONS, or have it ignore them (pgbouncer: ignore_startup_parameters = options).'}
		: {kind: 'connection', hint: 'A pooler or proxy in between refused it: look at its log, or connect to the PostgreSQL server itself.'};
}

function whereWithout(error: pg.DatabaseError, kind: ErrorKind, {sql, server}: ErrorContext): string | undefined {
	// `COPY shots, line 3, column id: "x"`
	if (error.where?.startsWith('COPY ') === true) {
		return error.where.split('\n', 1)[0];
	}

	return sql === undefined || kind === 'connection' ? server : undefined;
}
