import {ConstantReader} from './constant-reader.ts';
import {LiftedText, type LiftedStatement} from './lifted-text.ts';
import type {SqlParser} from './sql-parser.ts';

/**
 * The one statement of a text with its constants lifted out: each value that it compares with, writes or limits by becomes a `$n`, so that
 * the text is the question and the constants are one way to ask it. NULL, TRUE and FALSE stay, as does what shapes a column; a secret never.
 * A `$n` that was there keeps its order.
 * @throws PlanflipError input, for what is no SQL.
 */
export function liftConstants(parser: Pick<SqlParser, 'parse' | 'scan'>, sql: string): LiftedStatement {
	const text = new LiftedText(sql, parser.scan(sql));
	const reader = new ConstantReader(text);
	for (const {stmt} of parser.parse(sql).stmts ?? []) {
		reader.read(stmt, 'asked');
	}

	return text.statement();
}
