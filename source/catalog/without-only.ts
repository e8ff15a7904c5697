import {lexSql} from './lex-sql.ts';

/**
 * A CREATE INDEX without ONLY: pg_get_indexdef says it of a partitioned table's index, because the partitions have theirs already. Built anew
 * so, the index would stay INVALID; without, it is built on every partition.
 */
export function withoutOnly(sql: string): string {
	const tokens = lexSql(sql, 'the statement');
	const on = tokens.findIndex(({kind, text}) => kind === 'word' && text.toLowerCase() === 'on');
	const only = tokens[on + 1];
	const table = tokens[on + 2];
	return only?.kind === 'word' && only.text.toLowerCase() === 'only' && table !== undefined ? sql.slice(0, only.start) + sql.slice(table.start) : sql;
}
