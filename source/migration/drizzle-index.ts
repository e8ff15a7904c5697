import type {IndexElem, IndexStmt, Node} from '@pgsql/types';
import type {SqlParser} from '../sql/sql-parser.ts';
import type {MigratedIndex} from './migration.ts';
import {plainSql} from '../catalog/plain-sql.ts';
import {scriptString, templateText} from './script-text.ts';

/** An index as a line of Drizzle's schema, or why Drizzle cannot say it. */
export type DrizzleIndex = {readonly kind: 'line'; readonly line: string} | {readonly kind: 'unsaid'; readonly why: string};

/**
 * `index('shots_type').on(table.sceneId, table.shotType)`, as drizzle-orm 0.45 has it and drizzle-kit 0.31 reads it: its desc() is DESC NULLS LAST
 * where PostgreSQL's DESC is NULLS FIRST, and it does not double the quotes of a quoted name. What is more than a column with order and
 * operator class is sql`...`.
 */
export function drizzleIndex(index: MigratedIndex, parser: SqlParser): DrizzleIndex {
	const statement = indexStatement(parser, index.definition);
	const why = statement === null ? 'its definition is no CREATE INDEX' : whyUnsaid(index, statement);
	if (statement === null || why !== null) {
		return {kind: 'unsaid', why: why ?? ''};
	}

	const keys = index.columns.map((column, at) => keyOf(column, elementAt(statement, at)));
	const method = index.method === 'btree' ? `.on(${keys.join(', ')})` : `.using(${[scriptString(index.method), ...keys].join(', ')})`;
	const options = (statement.options ?? []).flatMap(option => optionOf(option));
	return {
		kind: 'line',
		line: [
			`${statement.unique === true ? 'uniqueIndex' : 'index'}(${scriptString(index.name)})`,
			method,
			options.length === 0 ? '' : `.with({${options.join(', ')}})`,
			index.predicate === null ? '' : `.where(${template(index.predicate)})`,
		].join(''),
	};
}

function indexStatement(parser: SqlParser, definition: string): IndexStmt | null {
	const node = parser.parse(definition).stmts?.[0]?.stmt;
	return node !== undefined && 'IndexStmt' in node ? node.IndexStmt : null;
}

function whyUnsaid({name, tablespace}: MigratedIndex, {indexIncludingParams, nulls_not_distinct: nullsNotDistinct}: IndexStmt): string | null {
	if (name.includes('"')) {
		return 'drizzle-kit does not double the quotes of its name';
	}

	return (indexIncludingParams ?? []).length > 0
		? 'Drizzle knows no INCLUDE'
		: (nullsNotDistinct === true ? 'Drizzle knows no NULLS NOT DISTINCT for an index' : (tablespace === null ? null : 'Drizzle knows no TABLESPACE'));
}

function elementAt({indexParams}: IndexStmt, at: number): IndexElem | null {
	const node = indexParams?.[at];
	return node !== undefined && 'IndexElem' in node ? node.IndexElem : null;
}

function keyOf(column: string, element: IndexElem | null): string {
	const name = element?.name;
	if (element === null || name === undefined || name.includes('"') || (element.collation ?? []).length > 0 || (element.opclassopts ?? []).length > 0) {
		return template(column);
	}

	const first = element.nulls_ordering === 'SORTBY_NULLS_FIRST';
	const last = element.nulls_ordering === 'SORTBY_NULLS_LAST';
	const order = element.ordering === 'SORTBY_DESC' ? `.desc()${last ? '.nullsLast()' : '.nullsFirst()'}` : (first ? '.asc().nullsFirst()' : '');
	const operators = (element.opclass ?? []).flatMap(part => textOf(part)).at(-1);
	return `table${member(name)}${order}${operators === undefined ? '' : `.op(${scriptString(operators)})`}`;
}

/** `.sceneId` for scene_id, as drizzle-kit pull names it; a name of another kind stays as it is. */
function member(column: string): string {
	return /^[a-z][a-z\d]*(?:_[a-z\d]+)*$/.test(column)
		? `.${column.replaceAll(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase())}`
		: `[${scriptString(column)}]`;
}

function optionOf(node: Node): readonly string[] {
	if (!('DefElem' in node)) {
		return [];
	}

	const {defname = '', arg} = node.DefElem;
	const value = arg === undefined ? ['true'] : textOf(arg).map(text => /^\d+$/.test(text) ? text : scriptString(text));
	return value.map(text => `${defname}: ${text}`);
}

function textOf(node: Node): readonly string[] {
	if ('String' in node) {
		return [node.String.sval ?? ''];
	}

	if ('Integer' in node) {
		return [String(node.Integer.ival ?? 0)];
	}

	if ('Float' in node) {
		return [node.Float.fval ?? ''];
	}

	return 'TypeName' in node ? (node.TypeName.names ?? []).flatMap(name => textOf(name)).slice(-1) : [];
}

function template(text: string): string {
	return `sql\`${templateText(plainSql(text))}\``;
}
