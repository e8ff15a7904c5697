import type {Node, SelectStmt} from '@pgsql/types';
import {below, stringsOf} from '../sql/node.ts';
import {relationsNamed} from '../sql/relations-named.ts';

/** Cells are few, and the statement itself stands beside. */
const longest = 60;

/** A title for a statement that nobody named: what it does, to which tables, by which columns: `shots, scenes by scene_id, shot_type`. */
export function statementTitle(statement: Node): string {
	const {select, verb, where, target} = partsOf(statement);
	const queries = new Set((select?.withClause?.ctes ?? []).flatMap(cte => 'CommonTableExpr' in cte ? cte.CommonTableExpr.ctename ?? [] : []));
	const tables = relationsNamed({stmts: [{stmt: statement}]}).map(({name}) => name).filter(name => !queries.has(name) && name !== target);
	const named = [...(target === null ? [] : [target]), ...tables];
	const columns = [...new Set(columnsIn(where))];
	const ordered = select?.sortClause !== undefined && select.limitCount !== undefined ? [...new Set(columnsIn(select.sortClause))] : [];
	const title = [
		...(verb === null ? [] : [verb]),
		// One that reads no table but its own WITH, or a function.
		named.length === 0 ? 'query' : shortened(named, 3),
		...(columns.length === 0 ? [] : [`by ${shortened(columns, 3)}`]),
		...(ordered.length === 0 ? [] : [`first by ${shortened(ordered, 2)}`]),
	].join(' ');
	return title.length > longest ? `${title.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…` : title;
}

interface Parts {
	readonly select: SelectStmt | null;
	readonly verb: string | null;
	readonly where: unknown;
	readonly target: string | null;
}

function partsOf(statement: Node): Parts {
	if ('SelectStmt' in statement) {
		const {SelectStmt: select} = statement;
		// Of UNION, what the first says.
		const first = firstOf(select);
		return {select, verb: isCount(first) ? 'count' : null, where: [first.whereClause, joinsOf(first.fromClause)], target: null};
	}

	if ('InsertStmt' in statement) {
		return {select: null, verb: statement.InsertStmt.onConflictClause === undefined ? 'insert into' : 'upsert into', where: [], target: statement.InsertStmt.relation?.relname ?? null};
	}

	if ('UpdateStmt' in statement) {
		return {select: null, verb: 'update', where: [statement.UpdateStmt.whereClause], target: statement.UpdateStmt.relation?.relname ?? null};
	}

	if ('DeleteStmt' in statement) {
		return {select: null, verb: 'delete from', where: [statement.DeleteStmt.whereClause], target: statement.DeleteStmt.relation?.relname ?? null};
	}

	return 'MergeStmt' in statement
		? {select: null, verb: 'merge into', where: [], target: statement.MergeStmt.relation?.relname ?? null}
		: {select: null, verb: null, where: [], target: null};
}

function firstOf(select: SelectStmt): SelectStmt {
	return select.larg === undefined ? select : firstOf(select.larg);
}

function isCount({targetList = [], groupClause}: SelectStmt): boolean {
	const [only, ...others] = targetList;
	const value = only !== undefined && 'ResTarget' in only ? only.ResTarget.val : undefined;
	return others.length === 0 && groupClause === undefined && value !== undefined && 'FuncCall' in value && stringsOf(value.FuncCall.funcname).at(-1) === 'count';
}

/** What joins say beyond column = column. */
function joinsOf(from: readonly Node[] | undefined): readonly Node[] {
	return (from ?? []).flatMap((item): readonly Node[] => 'JoinExpr' in item
		? [...joinsOf([item.JoinExpr.larg, item.JoinExpr.rarg].filter(side => side !== undefined)), ...(item.JoinExpr.quals === undefined ? [] : [item.JoinExpr.quals])]
		: []);
}

/** Columns that stand against something that is no column, in order; in queries within conditions nobody looks. */
function columnsIn(conditions: unknown): readonly string[] {
	return below([conditions]).flatMap((node): readonly string[] => {
		if ('ColumnRef' in node) {
			return stringsOf(node.ColumnRef.fields).slice(-1);
		}

		if ('SelectStmt' in node) {
			return [];
		}

		const joins = 'A_Expr' in node && [node.A_Expr.lexpr, node.A_Expr.rexpr].every(side => side !== undefined && 'ColumnRef' in side);
		return joins ? [] : columnsIn(Object.values(node));
	});
}

function shortened(names: readonly string[], most: number): string {
	return names.length > most ? `${names.slice(0, most).join(', ')} ...` : names.join(', ');
}
