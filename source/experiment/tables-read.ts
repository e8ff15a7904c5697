import type {Catalog} from '../catalog/catalog.ts';
import {lexSql} from '../catalog/lex-sql.ts';
import {nameOfToken} from '../catalog/name-of-token.ts';
import {readExplainJson} from '../plan/read-explain-json.ts';

interface TableName {
	readonly schema: string;
	readonly name: string;
}

/**
 * Which of the database's tables the catalogue's statements read: those that a statement names (a column of that name does no harm), and those
 * that a plan reads, which a view or a partitioned table may stand for. Takes a `schema.name`-like object, tells whether it is one.
 */
export function tablesRead({entries, operations}: Pick<Catalog, 'entries' | 'operations'>, explains: readonly string[]): (table: TableName) => boolean {
	const routes = operations.flatMap(({chain, rewrites}) => [chain, ...rewrites]);
	const statements = [...entries.map(({sql, file}) => ({sql, file})), ...routes.flatMap(({steps}) => steps.map(({sql}) => ({sql, file: ''})))];
	const named = new Set(statements.flatMap(({sql, file}) => lexSql(sql, file).filter(({kind}) => kind === 'word' || kind === 'quoted identifier').map(token => nameOfToken(token))));
	const nodes = explains.filter(explain => explain !== '').flatMap(explain => readExplainJson(explain)[0]?.nodes ?? []);
	const read = new Set(nodes.flatMap(({schema, relation}) => relation === null ? [] : [`${schema ?? ''}.${relation}`]));
	return ({schema, name}) => named.has(name) || read.has(`${schema}.${name}`);
}
