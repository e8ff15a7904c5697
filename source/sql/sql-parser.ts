import type {ParseResult} from '@pgsql/types';
import {PlanflipError} from '../errors.ts';

/** PostgreSQL's own grammar (18). Each throws a letter of kind `input` with the position where the text is no SQL. */
export interface SqlParser {
	/** Every statement of the text, as gram.y makes it; each `location` in bytes of UTF-8, from 0. */
	readonly parse: (sql: string) => ParseResult;
	/** Constants replaced by `$n`, counted on from the highest parameter of the text, as pg_stat_statements does. */
	readonly normalise: (sql: string) => string;
	/** 16 hexadecimal digits, alike for texts that differ in constants, white space, or the length of an IN list. */
	readonly fingerprint: (sql: string) => string;
}

/** An error's position counts characters as Postgres does, which are code points; the tree's `location` counts bytes. */
function positionOf(sql: string, characters: number) {
	const before = [...sql].slice(0, characters).join('').split('\n');
	return {line: before.length, column: (before.at(-1)?.length ?? 0) + 1};
}

/** Loads the WASM (1.7 MB, about 60 ms); once per process is enough, a second call finds it loaded. */
export async function loadSqlParser(): Promise<SqlParser> {
	const {fingerprintSync, hasSqlDetails, loadModule, normalizeSync, parseSync} = await import('libpg-query');
	await loadModule();
	const asking = <T>(ask: (sql: string) => T) => (sql: string): T => {
		try {
			return ask(sql);
		} catch (error) {
			const offset = hasSqlDetails(error) ? error.sqlDetails?.cursorPosition : undefined;
			throw new PlanflipError('input', {
				message: `PostgreSQL's grammar refuses the statement: ${error instanceof Error ? error.message : String(error)}.`,
				position: offset === undefined || offset < 0 ? undefined : positionOf(sql, offset),
				cause: error,
			});
		}
	};

	return {parse: asking(parseSync), normalise: asking(normalizeSync), fingerprint: asking(fingerprintSync)};
}
