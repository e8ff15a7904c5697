import {listCandidates} from '../../../source/advice/candidates/list-candidates.ts';
import {readStatement} from '../../../source/advice/candidates/read-statement.ts';
import type {Candidate} from '../../../source/advice/candidates/candidate.ts';
import type {IndexState} from '../../../source/database/index-state.ts';
import type {RelationShape} from '../../../source/database/relation-shape.ts';
import {loadSqlParser} from '../../../source/sql/sql-parser.ts';

const parser = await loadSqlParser();

/** `shape('orders', 'id int, note text')` */
export function shape(name: string, columns: string, changes: Partial<RelationShape> = {}): RelationShape {
	return {
		schema: 'public',
		name,
		visible: true,
		partitionOf: null,
		rows: 10_000,
		query: null,
		columns: columns.split(', ').map(column => {
			const at = column.lastIndexOf(' ');
			const type = column.slice(at + 1);
			return {name: column.slice(0, at), type: type === 'varchar' ? 'character varying(80)' : type, width: 8};
		}),
		...changes,
	};
}

/** What of each table the statements ask for, as the text behind the table's name; each statement is an entry, called by its number. */
export function candidatesFor(statements: readonly string[], shapes: readonly RelationShape[], on: readonly IndexState[] = [], {limit, off = []}: {readonly limit?: number; readonly off?: readonly IndexState[]} = {}) {
	const entries = statements.map((sql, at) => {
		const statement = parser.parse(sql).stmts?.[0]?.stmt;
		if (statement === undefined) {
			throw new Error(`no statement: ${sql}`);
		}

		const find = (schema: string | null, name: string) => shapes.find(each => each.name === name && (schema === null ? each.visible : each.schema === schema)) ?? null;
		return {name: String(at + 1), weight: 1, readings: readStatement(statement, find, parser)};
	});
	return listCandidates(entries, {on, off}, new Set(), limit);
}

/** `orders (customer_id, placed_at)`, with the schema where it is not public. */
export function told({sql}: Candidate): string {
	return sql.replace(/^CREATE INDEX (?:"(?:[^"]|"")*"|\S+) ON (?:public\.)?/, '');
}
