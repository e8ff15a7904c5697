import {quoteIdentifier} from '../database/quote-identifier.ts';
import {namesSecret} from '../sql/is-secret.ts';
import type {StarterIndex, StarterTable} from '../database/read-starter-tables.ts';

/** A simple query to begin a catalogue with. */
export interface StarterQuery {
	readonly title: string;
	readonly why: string;
	readonly sql: string;
	/** Names of indexes that are made for it. */
	readonly indexes: readonly string[];
	/** SQL that finds a value for `$1` where the text alone does not tell; null: it does, or there is none. */
	readonly sample: string | null;
	/** There is none, as what it would find is called like a secret. */
	readonly withheld?: true;
}

/**
 * What an application is likely to ask: what each index is there for, what refers to another table, one row by its key. A query of
 * each of the largest tables, then a second of each, and so on. Tables that the user may not read have none.
 */
export function starterQueries(tables: readonly StarterTable[], most: number): readonly StarterQuery[] {
	const ofTables = tables.filter(({columns}) => columns.length > 0).map(table => queriesOf(table));
	const rounds = Math.max(0, ...ofTables.map(({length}) => length));
	const inTurns = Array.from({length: rounds}, (_, round) => ofTables.flatMap(queries => queries.slice(round, round + 1))).flat();
	return inTurns.slice(0, most);
}

function queriesOf(table: StarterTable): readonly StarterQuery[] {
	const from = tableText(table);
	const all = table.readable ? '*' : table.columns.join(', ');
	const byColumns = (columns: readonly string[], why: string, indexes: readonly string[] = []): StarterQuery => ({
		title: `${table.name} by ${columns.map(column => spoken(column)).join(', ')}`,
		why,
		sql: `select ${all} from ${from} where ${columns.map((column, at) => `${column} = $${at + 1}`).join(' and ')}`,
		indexes,
		sample: null,
	});
	const isReadable = (columns: readonly string[]) => columns.every(column => table.columns.includes(column));
	const queries = [
		// Whether an expression can be read, only the server knows.
		...table.indexes.filter(({key}) => key.startsWith('(') || isReadable([key])).flatMap(index => queryOfIndex(table, index, from, all)),
		...table.foreignKeys.filter(({columns}) => isReadable(columns)).map(({columns, to}) => byColumns(columns, `The rows that belong to one of ${to}.`, table.indexes.filter(({key}) => key === columns[0]).map(({name}) => name))),
		...(table.primaryKey.length === 0 || !isReadable(table.primaryKey) ? [] : [byColumns(table.primaryKey, 'One row by its primary key.')]),
	];
	const readable = queries.filter(({sql}, at) => queries.findIndex(other => other.sql === sql) === at);
	return readable.length > 0 ? readable : [{title: `${table.name}: its first rows`, why: 'There is neither a key nor an index that a question could be made of.', sql: `select ${all} from ${from} limit 10`, indexes: [], sample: null}];
}

/** The question that an index of that kind answers; nothing where that cannot be told from its definition. */
function queryOfIndex(table: StarterTable, index: StarterIndex, from: string, all: string): readonly StarterQuery[] {
	const question = questionOf(index, from);
	if (question === null) {
		return [];
	}

	const {condition, order = '', sample, words} = question;
	const covers = index.covered?.every(column => table.columns.includes(column)) === true;
	const conditions = [...(condition === null ? [] : [condition]), ...(index.predicate === null ? [] : [index.predicate])].map((each, _, {length}) => length > 1 ? `(${each})` : each);
	return [{
		title: `${table.name} ${words} ${spoken(index.key)}${index.predicate === null ? '' : ` where ${index.predicate}`}${covers ? ', covered' : ''}`,
		why: `What ${index.name} is there for.`,
		sql: `select ${covers ? index.covered?.join(', ') ?? all : all} from ${from}${conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`}${order}`,
		indexes: [index.name],
		...(namesSecret(index.key) ? {sample: null, withheld: true} : {sample}),
	}];
}

interface Question {
	readonly condition: string | null;
	readonly order?: string;
	readonly sample: string;
	readonly words: string;
}

function questionOf({method, key, input}: StarterIndex, from: string): Question | null {
	const any = (value: string) => `select ${value} from ${from} where ${key} is not null limit 1`;
	const compared = (operator: string, words: string): Question => ({condition: `${key} ${operator} $1`, sample: any(`${key}::text`), words});
	if (input === 'tsvector') {
		return {condition: `${key} @@ plainto_tsquery('simple', $1)`, sample: any(`(tsvector_to_array(${key}))[1]`), words: 'with a word in'};
	}

	if (method === 'brin') {
		return /range|^(?:inet|box)$/.test(input) ? compared('&&', 'that overlap') : compared('>=', 'from');
	}

	if (method === 'btree' || method === 'hash') {
		return /^(?:date|timestamp)/.test(input) && method === 'btree' ? compared('>=', 'from') : compared('=', 'by');
	}

	if (input === 'point') {
		return {condition: null, order: ` order by ${key} <-> $1 limit 10`, sample: any(`${key}::text`), words: 'near'};
	}

	if (input === 'text' && method !== 'spgist') {
		return {condition: `${key} like '%' || $1 || '%'`, sample: any(`substr(${key}::text, 2, 4)`), words: 'with a piece of'};
	}

	if (/range|^(?:inet|box|circle|polygon|geometry|geography)$/.test(input)) {
		return compared('&&', 'that overlap');
	}

	if (input === 'anyarray' || input === 'jsonb') {
		return compared('@>', 'that contain');
	}

	return method === 'gin' ? null : compared('=', 'by');
}

/** As the user's search path reads it, and as nobody else's could mistake it. */
function tableText({schema, name, visible}: StarterTable): string {
	return schema === 'public' && visible ? quoteIdentifier(name) : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}

/** For a title: without the quotes and parentheses that SQL needs. */
function spoken(key: string): string {
	return key.replace(/^\((.*)\)$/s, '$1').replaceAll('"', '');
}
