import type {Node, RangeVar} from '@pgsql/types';

/** What a statement writes, as far as it names it. */
export interface WrittenTable {
	/** null: where the name alone leads. */
	readonly schema: string | null;
	readonly table: string;
	readonly operation: 'insert' | 'update' | 'delete';
	/** Of an UPDATE: the columns that it sets. */
	readonly columns: readonly string[];
}

/** null of what reads only, and of MERGE, which may do any of them. */
export function writtenBy(statement: Node): WrittenTable | null {
	if ('InsertStmt' in statement) {
		return written(statement.InsertStmt.relation, 'insert', []);
	}

	if ('UpdateStmt' in statement) {
		const {relation, targetList = []} = statement.UpdateStmt;
		return written(relation, 'update', targetList.flatMap(target => 'ResTarget' in target ? target.ResTarget.name ?? [] : []));
	}

	return 'DeleteStmt' in statement ? written(statement.DeleteStmt.relation, 'delete', []) : null;
}

function written(relation: RangeVar | undefined, operation: WrittenTable['operation'], columns: readonly string[]): WrittenTable | null {
	return relation?.relname === undefined ? null : {schema: relation.schemaname ?? null, table: relation.relname, operation, columns};
}
