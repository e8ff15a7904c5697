import {lexSql, lineBreaks, type SqlToken} from './lex-sql.ts';

/** One statement of a text, without its semicolon and without the comments around it. */
export interface Statement {
	readonly sql: string;
	/** Never empty. */
	readonly tokens: readonly SqlToken[];
	/** 1-based line of the first token in the file. */
	readonly line: number;
	/** Offsets in the text: of the first token, and behind the semicolon (or the last token). */
	readonly start: number;
	readonly end: number;
}

/**
 * Cuts a text at its semicolons; empty statements vanish, as they do for Postgres.
 * @throws PlanflipError input, for what lexSql refuses.
 */
export function splitStatements(text: string, file: string, firstLine = 1): readonly Statement[] {
	const statements: Statement[] = [];
	let tokens: SqlToken[] = [];
	const close = (end: number) => {
		const first = tokens[0];
		const last = tokens.at(-1);
		if (first !== undefined && last !== undefined) {
			const {start} = first;
			statements.push({sql: text.slice(start, last.end), tokens, line: firstLine + lineBreaks(text, start), start, end});
		}

		tokens = [];
	};

	for (const token of lexSql(text, file, firstLine)) {
		if (token.kind === 'symbol' && token.text === ';') {
			close(token.end);
		} else {
			tokens.push(token);
		}
	}

	close(tokens.at(-1)?.end ?? text.length);
	return statements;
}

/** The n of every `$n` that a statement uses: once each, ascending. */
export function parametersOf(statement: Statement): readonly number[] {
	const positions = statement.tokens.filter(token => token.kind === 'parameter').map(token => Number(token.text.slice(1)));
	return [...new Set(positions)].sort((a, b) => a - b);
}
