import type {Node, SelectStmt} from '@pgsql/types';
import {readFrom, type SourceReader, readWith} from './read-sources.ts';
import {mergeOutputs, type Output, type Scope} from './scope.ts';

/** A table, view or materialised view as a statement names it. */
export interface RelationName {
	/** null: found on the search path. */
	readonly schema: string | null;
	readonly name: string;
}

export interface ColumnSource {
	readonly relation: RelationName;
	readonly column: string;
}

/** The columns of a relation, in order; null where nobody knows it. */
export type ColumnsOf = (relation: RelationName) => readonly string[] | null;

export type ColumnScope = Scope<ColumnSource>;

/** Follows names to the columns of relations, and does nothing else. */
export function columnReader(columnsOf: ColumnsOf): SourceReader<ColumnSource> {
	const reader: SourceReader<ColumnSource> = {
		relation({schemaname, relname = ''}) {
			const relation = {schema: schemaname ?? null, name: relname};
			const columns = columnsOf(relation);
			return {
				schema: relation.schema,
				outputs: (columns ?? []).map(column => ({name: column, origins: [{relation, column}]})),
				open: columns === null ? column => ({relation, column}) : null,
			};
		},
		query: (query, scope) => outputsOf(query, scope, reader),
	};
	return reader;
}

/** What a query that stands here hands out. */
export function outputsOf(query: Node | undefined, scope: ColumnScope, reader: SourceReader<ColumnSource>): readonly Output<ColumnSource>[] {
	return query !== undefined && 'SelectStmt' in query ? outputsOfSelect(query.SelectStmt, scope, reader) : [];
}

function outputsOfSelect(select: SelectStmt, outer: ColumnScope, reader: SourceReader<ColumnSource>): readonly Output<ColumnSource>[] {
	const scope = outer.inner();
	readWith(select.withClause, scope, reader);
	if (select.larg !== undefined && select.rarg !== undefined) {
		return mergeOutputs(outputsOfSelect(select.larg, scope, reader), outputsOfSelect(select.rarg, scope, reader));
	}

	readFrom(select.fromClause, scope, reader);
	return scope.shown(select.targetList);
}
