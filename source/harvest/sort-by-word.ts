import type {Reason} from './left-out.ts';

const words: ReadonlyArray<readonly [RegExp, Reason]> = [
	[/^(?:begin|start|commit|end|rollback|abort|savepoint|release)$/, 'transaction control'],
	[/^(?:set|reset|show|discard)$/, 'settings'],
	[/^(?:explain|deallocate|execute|fetch|move|close|declare|call|do|copy|create|alter|drop|comment|grant|revoke|lock|listen|notify|unlisten|vacuum|analyze|cluster|reindex|checkpoint|refresh|truncate)$/, 'utility'],
];

/**
 * What a text is that no grammar reads, by its first word: from PostgreSQL 17 on pg_stat_statements puts `$n` into utility statements,
 * too (`SET work_mem = $1`, `SAVEPOINT $1`). null: something else.
 */
export function sortByWord(sql: string): Reason | null {
	const [, word = ''] = /^(?:\s|--[^\n]*\n|\/\*[^]*?\*\/)*([a-z]+)\b[^]*\$\d/i.exec(sql) ?? [];
	return words.find(([pattern]) => pattern.test(word.toLowerCase()))?.[1] ?? null;
}
