import type {Node, ParseResult, RangeVar} from '@pgsql/types';
import {below} from './node.ts';
import type {RelationName} from './column-source.ts';

/** Every table and view that a text names, once each; the queries of WITH are among them. */
export function relationsNamed(tree: ParseResult): readonly RelationName[] {
	const found = new Map<string, RelationName>();
	const look = (node: Node): void => {
		const {schemaname, relname} = rangeOf(node) ?? {};
		if (relname !== undefined) {
			found.set(JSON.stringify([schemaname, relname]), {schema: schemaname ?? null, name: relname});
		}

		below(node).forEach(look);
	};

	below(tree).forEach(look);
	return [...found.values()];
}

/** What is written to stands in its statement without a node of its own. */
export function rangeOf(node: Node): RangeVar | undefined {
	if ('RangeVar' in node) {
		return node.RangeVar;
	}

	if ('InsertStmt' in node) {
		return node.InsertStmt.relation;
	}

	if ('UpdateStmt' in node) {
		return node.UpdateStmt.relation;
	}

	return 'DeleteStmt' in node ? node.DeleteStmt.relation : ('MergeStmt' in node ? node.MergeStmt.relation : undefined);
}
