import type {JoinExpr, Node, RangeVar, WithClause} from '@pgsql/types';
import {type Output, renameOutputs, type Scope, type Source} from './scope.ts';

/** What whoever reads a statement knows of it, and wants to hear while its WITH and FROM are read. */
export interface SourceReader<Origin> {
	/** A table or view; none of WITH is called so. */
	readonly relation: (range: RangeVar) => Pick<Source<Origin>, 'schema' | 'outputs' | 'open'>;
	/** What a query in WITH or FROM hands out. The scope is the one around it. */
	readonly query: (query: Node, scope: Scope<Origin>) => readonly Output<Origin>[];
	/** Both sides of a join were read. */
	readonly joined?: (join: JoinExpr, left: Scope<Origin>, right: Scope<Origin>, scope: Scope<Origin>) => void;
	/** A function's rows, or a sample of a table. */
	readonly other?: (item: Node, scope: Scope<Origin>) => void;
}

export function readWith<Origin>(clause: WithClause | undefined, scope: Scope<Origin>, reader: SourceReader<Origin>): void {
	for (const node of clause?.ctes ?? []) {
		if ('CommonTableExpr' in node && node.CommonTableExpr.ctequery !== undefined) {
			const {ctename = '', ctequery, aliascolnames} = node.CommonTableExpr;
			// A recursive one is there for itself, but nobody knows yet what of.
			scope.define(ctename, []);
			scope.define(ctename, renameOutputs(reader.query(ctequery, scope), aliascolnames));
		}
	}
}

export function readFrom<Origin>(items: readonly Node[] | undefined, scope: Scope<Origin>, reader: SourceReader<Origin>): void {
	for (const item of items ?? []) {
		if ('RangeVar' in item) {
			readNamed(item.RangeVar, scope, reader);
		} else if ('JoinExpr' in item) {
			const {larg, rarg} = item.JoinExpr;
			const before = scope.size;
			readFrom(larg === undefined ? [] : [larg], scope, reader);
			const between = scope.size;
			readFrom(rarg === undefined ? [] : [rarg], scope, reader);
			reader.joined?.(item.JoinExpr, scope.only(before, between), scope.only(between), scope);
		} else if ('RangeSubselect' in item) {
			const {subquery, alias, lateral} = item.RangeSubselect;
			const outputs = subquery === undefined ? [] : reader.query(subquery, lateral === true ? scope : scope.beside());
			scope.add({alias: alias?.aliasname ?? '', schema: null, outputs: renameOutputs(outputs, alias?.colnames), open: null});
		} else {
			reader.other?.(item, scope);
		}
	}
}

/** A name in FROM, or of what is written to. */
export function readNamed<Origin>(range: RangeVar, scope: Scope<Origin>, reader: Pick<SourceReader<Origin>, 'relation'>): void {
	const {relname = '', schemaname, alias} = range;
	const query = schemaname === undefined ? scope.query(relname) : null;
	const {schema, outputs, open} = query === null ? reader.relation(range) : {schema: null, outputs: query, open: null};
	scope.add({alias: alias?.aliasname ?? relname, schema: alias === undefined ? schema : null, outputs: renameOutputs(outputs, alias?.colnames), open});
}
