import type {ParseResult} from '@pgsql/types';

/** What a text is: one statement that reads or writes rows, or something that has no plan to look at. */
export type StatementKind = 'select' | 'insert' | 'update' | 'delete' | 'merge' | 'values' | 'other';

/** `values`: an INSERT of given rows, whose plan no index changes. Several statements are `other`. */
export function statementKind({stmts = []}: ParseResult): StatementKind {
	const [first, second] = stmts;
	const node = first?.stmt;
	if (node === undefined || second !== undefined) {
		return 'other';
	}

	if ('InsertStmt' in node) {
		const source = node.InsertStmt.selectStmt;
		return source !== undefined && 'SelectStmt' in source && source.SelectStmt.fromClause !== undefined ? 'insert' : 'values';
	}

	if ('SelectStmt' in node) {
		return node.SelectStmt.intoClause === undefined ? 'select' : 'other';
	}

	return 'UpdateStmt' in node ? 'update' : ('DeleteStmt' in node ? 'delete' : ('MergeStmt' in node ? 'merge' : 'other'));
}
