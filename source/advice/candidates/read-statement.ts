import type {JoinExpr, Node, RangeVar, SelectStmt} from '@pgsql/types';
import type {RelationShape} from '../../database/relation-shape.ts';
import {wordsOf} from '../../sql/node.ts';
import {readFrom, readNamed, readWith, type SourceReader} from '../../sql/read-sources.ts';
import {mergeOutputs, type Output, Scope} from '../../sql/scope.ts';
import type {SqlParser} from '../../sql/sql-parser.ts';
import {nodesWithin} from './nodes-within.ts';
import type {Origin, TableScope} from './origin.ts';
import {type PlacedKey, placeKeys} from './place-keys.ts';
import {addKey, newReading, type Reading} from './reading.ts';
import {readOrders} from './read-orders.ts';
import {readTerms} from './read-terms.ts';

/** The relations that a name may mean, as the database has them. */
export type FindRelation = (schema: string | null, name: string) => RelationShape | null;

/** Everything that a statement asks of the tables it reads; a view stands for its query. */
export function readStatement(statement: Node, find: FindRelation, parser: Pick<SqlParser, 'parse'>): readonly Reading[] {
	const reader = new StatementReader(find, parser);
	reader.statement(statement, new Scope());
	return reader.finish();
}

/** Views in views in views, or one that a later definition made a ring of. */
const deepestView = 8;

type Columns = readonly Output<Origin>[];

class StatementReader {
	readonly #find: FindRelation;
	readonly #parser: Pick<SqlParser, 'parse'>;
	readonly #readings: Reading[] = [];
	readonly #equals: Array<readonly [PlacedKey, PlacedKey]> = [];
	readonly #sources: SourceReader<Origin>;
	#viewDepth = 0;

	constructor(find: FindRelation, parser: Pick<SqlParser, 'parse'>) {
		this.#find = find;
		this.#parser = parser;
		this.#sources = {
			relation: range => this.#relation(range, false),
			query: (query, scope) => this.statement(query, scope),
			joined: (join, left, right, scope) => {
				this.#joined(join, left, right, scope);
			},
			// No index takes what a function returns.
			other: (item, scope) => {
				this.#expressions([item], scope);
			},
		};
	}

	/** What is equal to something that equals a value equals that value. */
	finish(): readonly Reading[] {
		for (let again = 0; again < 3; again++) {
			for (const [one, other] of this.#equals.flatMap(([a, b]) => [[a, b], [b, a]] as const)) {
				if (one.reading.ask.equal.some(({text}) => text === one.key.text)) {
					addKey(other.reading.ask.equal, other.key);
				}
			}
		}

		return this.#readings;
	}

	statement(node: Node, outer: TableScope): Columns {
		if ('SelectStmt' in node) {
			return this.#select(node.SelectStmt, outer);
		}

		const scope = outer.inner();
		if ('UpdateStmt' in node) {
			const {relation, withClause, fromClause, whereClause, targetList, returningClause} = node.UpdateStmt;
			readWith(withClause, scope, this.#sources);
			this.#changed(relation, scope);
			readFrom(fromClause, scope, this.#sources);
			this.#condition(whereClause, scope);
			this.#expressions([targetList, returningClause], scope);
		} else if ('DeleteStmt' in node) {
			const {relation, withClause, usingClause, whereClause, returningClause} = node.DeleteStmt;
			readWith(withClause, scope, this.#sources);
			this.#changed(relation, scope);
			readFrom(usingClause, scope, this.#sources);
			this.#condition(whereClause, scope);
			this.#expressions([returningClause], scope);
		} else if ('MergeStmt' in node) {
			const {relation, withClause, sourceRelation, joinCondition, mergeWhenClauses} = node.MergeStmt;
			readWith(withClause, scope, this.#sources);
			this.#changed(relation, scope);
			readFrom(sourceRelation === undefined ? [] : [sourceRelation], scope, this.#sources);
			this.#condition(joinCondition, scope);
			this.#expressions([mergeWhenClauses], scope);
		} else if ('InsertStmt' in node) {
			const {withClause, selectStmt} = node.InsertStmt;
			readWith(withClause, scope, this.#sources);
			if (selectStmt !== undefined) {
				this.statement(selectStmt, scope);
			}
		}

		return [];
	}

	#select(select: SelectStmt, outer: TableScope): Columns {
		const scope = outer.inner();
		readWith(select.withClause, scope, this.#sources);
		if (select.larg !== undefined && select.rarg !== undefined) {
			return mergeOutputs(this.#select(select.larg, scope), this.#select(select.rarg, scope));
		}

		readFrom(select.fromClause, scope, this.#sources);
		this.#condition(select.whereClause, scope);
		this.#expressions([select.targetList, select.groupClause, select.havingClause, select.sortClause, select.distinctClause, select.windowClause, select.limitCount, select.valuesLists], scope);
		readOrders(select, scope);
		return scope.shown(select.targetList);
	}

	#joined({quals, usingClause}: JoinExpr, left: TableScope, right: TableScope, scope: TableScope): void {
		this.#condition(quals, scope);
		for (const column of wordsOf(usingClause) ?? []) {
			this.#joinUsing(column, left, right);
		}
	}

	#joinUsing(column: string, left: TableScope, right: TableScope): void {
		const reference = columnNamed(column);
		const [ones, others] = [placeKeys(reference, left), placeKeys(reference, right)];
		this.#expressions([reference], left);
		this.#expressions([reference], right);
		for (const one of ones) {
			for (const other of others.filter(({reading}) => reading !== one.reading)) {
				addKey(one.reading.ask.joined, one.key);
				addKey(other.reading.ask.joined, other.key);
				this.#equals.push([one, other]);
			}
		}
	}

	/** What is written to. */
	#changed(relation: RangeVar | undefined, scope: TableScope): void {
		if (relation !== undefined) {
			readNamed(relation, scope, {relation: range => this.#relation(range, true)});
		}
	}

	#relation({relname = '', schemaname}: RangeVar, changed: boolean): ReturnType<SourceReader<Origin>['relation']> {
		const relation = this.#find(schemaname ?? null, relname);
		return {schema: relation?.schema ?? null, outputs: relation === null ? [] : this.#columnsOf(relation, changed), open: null};
	}

	#columnsOf(relation: RelationShape, changed: boolean): Columns {
		if (relation.query === null) {
			const reading = newReading(relation, changed);
			this.#readings.push(reading);
			return relation.columns.map(column => ({name: column.name, origins: [{reading, column}]}));
		}

		const query = this.#viewDepth < deepestView ? this.#parser.parse(relation.query).stmts?.[0]?.stmt : undefined;
		if (query === undefined) {
			return [];
		}

		this.#viewDepth++;
		const shown = this.statement(query, new Scope());
		this.#viewDepth--;
		return relation.columns.map(({name}, at) => ({name, origins: shown[at]?.origins ?? []}));
	}

	#condition(condition: Node | undefined, scope: TableScope): void {
		this.#expressions([condition], scope);
		readTerms(condition, scope, {equals: this.#equals});
	}

	/** Notes the columns that are read, and goes into the subqueries. */
	#expressions(trees: readonly unknown[], scope: TableScope): void {
		for (const node of nodesWithin(trees)) {
			if ('ColumnRef' in node) {
				const words = wordsOf(node.ColumnRef.fields);
				const origins = words === null ? scope.starred(node.ColumnRef.fields ?? []).flatMap(output => output.origins) : scope.originsOf(words);
				for (const {reading, column} of origins) {
					reading.wanted.add(column.name);
				}
			} else if ('SubLink' in node && node.SubLink.subselect !== undefined) {
				this.#subquery(node.SubLink.subselect, node.SubLink.subLinkType === 'ANY_SUBLINK' && node.SubLink.operName === undefined ? node.SubLink.testexpr : undefined, scope);
			}
		}
	}

	/** `x IN (SELECT y ...)` joins x to y. */
	#subquery(query: Node, tested: Node | undefined, scope: TableScope): void {
		const [first] = this.statement(query, scope);
		for (const one of placeKeys(tested, scope)) {
			addKey(one.reading.ask.joined, one.key);
			for (const origin of first?.origins ?? []) {
				for (const other of placeKeys(columnNamed(origin.column.name), scopeOf(origin))) {
					addKey(origin.reading.ask.joined, other.key);
					this.#equals.push([one, other]);
				}
			}
		}
	}
}

function columnNamed(column: string): Node {
	return {ColumnRef: {fields: [{String: {sval: column}}]}};
}

/** Where nothing is but that column. */
function scopeOf(origin: Origin): TableScope {
	return new Scope<Origin>(null, [{alias: '', schema: null, outputs: [{name: origin.column.name, origins: [origin]}], open: null}]);
}
