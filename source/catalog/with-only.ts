import {lexSql} from './lex-sql.ts';

/** A CREATE INDEX that builds nothing on the table's partitions, and takes in nothing that is there. */
export function withOnly(sql: string): string {
	const tokens = lexSql(sql, 'the statement');
	const on = tokens.findIndex(({kind, text}) => kind === 'word' && text.toLowerCase() === 'on');
	const table = tokens[on + 1];
	return table === undefined || (table.kind === 'word' && table.text.toLowerCase() === 'only') ? sql : `${sql.slice(0, table.start)}ONLY ${sql.slice(table.start)}`;
}

/** Of pg_get_indexdef's text what stands behind the table: `USING btree (total) WHERE ...`. */
export function behindTable(definition: string): string {
	const tokens = lexSql(definition, 'the statement');
	// As a name it would be quoted.
	const using = tokens.find(({kind, text}) => kind === 'word' && text === 'USING');
	return using === undefined ? '' : definition.slice(using.start);
}
