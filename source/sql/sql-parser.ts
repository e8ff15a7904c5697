import type {ParseResult} from '@pgsql/types';
import {PlanflipError} from '../errors.ts';

/** A piece of SQL as PostgreSQL's scanner cuts it; comments are among them. */
export interface ScannedToken {
	/** In bytes of UTF-8, `end` exclusive. */
	readonly start: number;
	readonly end: number;
	/** `SCONST` (a string, its continuations included), `ICONST`, `FCONST`, `PARAM`, `IDENT` ... */
	readonly tokenName: string;
	readonly text: string;
}

/** PostgreSQL's own grammar (18). Each throws a letter of kind `input` with the position where the text is no SQL. */
export interface SqlParser {
	/** Every statement of the text, as gram.y makes it; each `location` in bytes of UTF-8, from 0. */
	readonly parse: (sql: string) => ParseResult;
	/** Constants replaced by `$n`, counted on from the highest parameter of the text, as pg_stat_statements does. */
	readonly normalise: (sql: string) => string;
	/** 16 hexadecimal digits, alike for texts that differ in constants, white space, or the length of an IN list. */
	readonly fingerprint: (sql: string) => string;
	/** For a text that parses: what pieces it has, and where. */
	readonly scan: (sql: string) => readonly ScannedToken[];
}

/** An error's position counts characters as Postgres does, which are code points; the tree's `location` counts bytes. */
function positionOf(sql: string, characters: number) {
	const before = [...sql].slice(0, characters).join('').split('\n');
	return {line: before.length, column: (before.at(-1)?.length ?? 0) + 1};
}

/**
 * The library puts the text of each piece into JSON as it stands, which a control character would break: another byte stands for it
 * meanwhile, a blank for what is one outside of quotes.
 */
function scanned(sql: string, scan: (sql: string) => readonly ScannedToken[]): readonly ScannedToken[] {
	const harmless = sql.replaceAll(/[\u000B\u000C]/g, ' ').replaceAll(/[\u0001-\u0008\u000E-\u001F]/g, '_');
	if (harmless === sql) {
		return scan(sql);
	}

	const bytes = new TextEncoder().encode(sql);
	return scan(harmless).map(token => ({...token, text: new TextDecoder().decode(bytes.subarray(token.start, token.end))}));
}

/** Loads the WASM (1.7 MB, about 60 ms); once per process is enough, a second call finds it loaded. */
export async function loadSqlParser(): Promise<SqlParser> {
	const {fingerprintSync, hasSqlDetails, loadModule, normalizeSync, parseSync, scanSync} = await import('libpg-query');
	await loadModule();
	const asking = <T>(ask: (sql: string) => T) => (sql: string): T => {
		try {
			return ask(sql);
		} catch (error) {
			if (error instanceof PlanflipError) {
				throw error;
			}

			const offset = hasSqlDetails(error) ? error.sqlDetails?.cursorPosition : undefined;
			throw new PlanflipError('input', {
				message: `PostgreSQL's grammar refuses the statement: ${error instanceof Error ? error.message : String(error)}.`,
				position: offset === undefined || offset < 0 ? undefined : positionOf(sql, offset),
				cause: error,
			});
		}
	};

	const parse = asking(parseSync);
	// Both hand out the scanner's refusal (a string that never ends) as if it were their answer: only parse says that it is none.
	const sound = (ask: (sql: string) => string) => asking((sql: string) => {
		const answer = ask(sql);
		if (!/^[\da-f]{16}$/.test(answer)) {
			parse(sql);
		}

		return answer;
	});

	return {parse, normalise: sound(normalizeSync), fingerprint: sound(fingerprintSync), scan: asking(sql => scanned(sql, text => scanSync(text).tokens))};
}
