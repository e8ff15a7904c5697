import type {Node, RangeVar, SelectStmt, WithClause} from '@pgsql/types';
import type {RelationShape} from '../../database/relation-shape.ts';
import type {SqlParser} from '../../sql/sql-parser.ts';
import {nodesWithin} from './nodes-within.ts';
import {type PlacedKey, placeKeys} from './place-keys.ts';
import {addKey, newReading, type Reading} from './reading.ts';
import {readOrders} from './read-orders.ts';
import {readTerms} from './read-terms.ts';
import {type Columns, newScope, type Origin, originsOf, type Scope, wordsOf} from './scope.ts';

/** The relations that a name may mean, as the database has them. */
export type FindRelation = (schema: string | null, name: string) => RelationShape | null;

/** Everything that a statement asks of the tables it reads; a view stands for its query. */
export function readStatement(statement: Node, find: FindRelation, parser: Pick<SqlParser, 'parse'>): readonly Reading[] {
	const reader = new StatementReader(find, parser);
	reader.statement(statement, newScope(null));
	return reader.finish();
}

/** Views in views in views, or one that a later definition made a ring of. */
const deepestView = 8;

class StatementReader {
	readonly #find: FindRelation;
	readonly #parser: Pick<SqlParser, 'parse'>;
	readonly #readings: Reading[] = [];
	readonly #equals: Array<readonly [PlacedKey, PlacedKey]> = [];
	#viewDepth = 0;

	constructor(find: FindRelation, parser: Pick<SqlParser, 'parse'>) {
		this.#find = find;
		this.#parser = parser;
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

	statement(node: Node, outer: Scope): Columns {
		if ('SelectStmt' in node) {
			return this.#select(node.SelectStmt, outer);
		}

		const scope = newScope(outer);
		if ('UpdateStmt' in node) {
			const {relation, withClause, fromClause, whereClause, targetList, returningClause} = node.UpdateStmt;
			this.#with(withClause, scope);
			this.#changed(relation, scope);
			this.#from(fromClause, scope);
			this.#condition(whereClause, scope);
			this.#expressions([targetList, returningClause], scope);
		} else if ('DeleteStmt' in node) {
			const {relation, withClause, usingClause, whereClause, returningClause} = node.DeleteStmt;
			this.#with(withClause, scope);
			this.#changed(relation, scope);
			this.#from(usingClause, scope);
			this.#condition(whereClause, scope);
			this.#expressions([returningClause], scope);
		} else if ('MergeStmt' in node) {
			const {relation, withClause, sourceRelation, joinCondition, mergeWhenClauses} = node.MergeStmt;
			this.#with(withClause, scope);
			this.#changed(relation, scope);
			this.#from(sourceRelation === undefined ? [] : [sourceRelation], scope);
			this.#condition(joinCondition, scope);
			this.#expressions([mergeWhenClauses], scope);
		} else if ('InsertStmt' in node) {
			const {withClause, selectStmt} = node.InsertStmt;
			this.#with(withClause, scope);
			if (selectStmt !== undefined) {
				this.statement(selectStmt, scope);
			}
		}

		return new Map();
	}

	#select(select: SelectStmt, outer: Scope): Columns {
		const scope = newScope(outer);
		this.#with(select.withClause, scope);
		if (select.larg !== undefined && select.rarg !== undefined) {
			const [left, right] = [this.#select(select.larg, scope), this.#select(select.rarg, scope)];
			const others = [...right.values()];
			return new Map([...left].map(([name, origins], at) => [name, [...origins, ...others[at] ?? []]]));
		}

		this.#from(select.fromClause, scope);
		this.#condition(select.whereClause, scope);
		this.#expressions([select.targetList, select.groupClause, select.havingClause, select.sortClause, select.distinctClause, select.windowClause, select.limitCount, select.valuesLists], scope);
		readOrders(select, scope);
		return this.#shown(select.targetList ?? [], scope);
	}

	/** What a select list shows, by name. */
	#shown(targets: readonly Node[], scope: Scope): Columns {
		const shown = new Map<string, readonly Origin[]>();
		for (const target of targets) {
			const value = 'ResTarget' in target ? target.ResTarget.val : undefined;
			const fields = value !== undefined && 'ColumnRef' in value ? value.ColumnRef.fields ?? [] : [];
			const words = wordsOf(fields);
			if (words === null) {
				for (const [name, origins] of this.#starred(fields, scope)) {
					shown.set(name, origins);
				}
			} else {
				const name = 'ResTarget' in target ? target.ResTarget.name ?? words.at(-1) : undefined;
				shown.set(name ?? `?column ${shown.size}?`, words.length === 0 ? [] : originsOf(scope, words));
			}
		}

		return shown;
	}

	#starred(fields: readonly Node[], scope: Scope): ReadonlyArray<readonly [string, readonly Origin[]]> {
		const table = wordsOf(fields.slice(0, -1))?.at(-1);
		return scope.sources.filter(({alias}) => table === undefined || alias === table).flatMap(({columns}) => [...columns]);
	}

	#with(clause: WithClause | undefined, scope: Scope): void {
		for (const node of clause?.ctes ?? []) {
			if ('CommonTableExpr' in node && node.CommonTableExpr.ctequery !== undefined) {
				const {ctename = '', ctequery, aliascolnames} = node.CommonTableExpr;
				// A recursive one is there for itself, but nobody knows yet what of.
				scope.shared.set(ctename, new Map());
				scope.shared.set(ctename, renamed(this.statement(ctequery, scope), aliascolnames));
			}
		}
	}

	#from(items: readonly Node[] | undefined, scope: Scope): void {
		for (const item of items ?? []) {
			if ('RangeVar' in item) {
				this.#named(item.RangeVar, scope, false);
			} else if ('JoinExpr' in item) {
				const {larg, rarg, quals, usingClause} = item.JoinExpr;
				const before = scope.sources.length;
				this.#from(larg === undefined ? [] : [larg], scope);
				const between = scope.sources.length;
				this.#from(rarg === undefined ? [] : [rarg], scope);
				this.#condition(quals, scope);
				for (const column of wordsOf(usingClause) ?? []) {
					this.#joinUsing(column, {...scope, sources: scope.sources.slice(before, between)}, {...scope, sources: scope.sources.slice(between)});
				}
			} else if ('RangeSubselect' in item) {
				const {subquery, alias, lateral} = item.RangeSubselect;
				const columns = subquery === undefined ? new Map() : this.statement(subquery, lateral === true ? scope : {...scope, sources: []});
				scope.sources.push({alias: alias?.aliasname ?? '', schema: null, columns: renamed(columns, alias?.colnames)});
			} else {
				// A function's rows, or a sample of a table, which no index takes.
				this.#expressions([item], scope);
			}
		}
	}

	#joinUsing(column: string, left: Scope, right: Scope): void {
		const reference = {ColumnRef: {fields: [{String: {sval: column}}]}};
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

	#changed(relation: RangeVar | undefined, scope: Scope): void {
		if (relation !== undefined) {
			this.#named(relation, scope, true);
		}
	}

	#named({relname = '', schemaname, alias}: RangeVar, scope: Scope, changed: boolean): void {
		const called = alias?.aliasname ?? relname;
		const shared = schemaname === undefined ? scope.shared.get(relname) : undefined;
		const relation = shared === undefined ? this.#find(schemaname ?? null, relname) : null;
		const columns = shared ?? (relation === null ? new Map() : this.#columnsOf(relation, changed));
		scope.sources.push({alias: called, schema: alias === undefined ? relation?.schema ?? null : null, columns: renamed(columns, alias?.colnames)});
	}

	#columnsOf(relation: RelationShape, changed: boolean): Columns {
		if (relation.query === null) {
			const reading = newReading(relation, changed);
			this.#readings.push(reading);
			return new Map(relation.columns.map(column => [column.name, [{reading, column}]]));
		}

		const query = this.#viewDepth < deepestView ? this.#parser.parse(relation.query).stmts?.[0]?.stmt : undefined;
		if (query === undefined) {
			return new Map();
		}

		this.#viewDepth++;
		const shown = [...this.statement(query, newScope(null)).values()];
		this.#viewDepth--;
		return new Map(relation.columns.map(({name}, at) => [name, shown[at] ?? []]));
	}

	#condition(condition: Node | undefined, scope: Scope): void {
		this.#expressions([condition], scope);
		readTerms(condition, scope, {equals: this.#equals});
	}

	/** Notes the columns that are read, and goes into the subqueries. */
	#expressions(trees: readonly unknown[], scope: Scope): void {
		for (const node of nodesWithin(trees)) {
			if ('ColumnRef' in node) {
				const words = wordsOf(node.ColumnRef.fields);
				const origins = words === null ? this.#starred(node.ColumnRef.fields ?? [], scope).flatMap(([, each]) => each) : originsOf(scope, words);
				for (const {reading, column} of origins) {
					reading.wanted.add(column.name);
				}
			} else if ('SubLink' in node && node.SubLink.subselect !== undefined) {
				this.#subquery(node.SubLink.subselect, node.SubLink.subLinkType === 'ANY_SUBLINK' && node.SubLink.operName === undefined ? node.SubLink.testexpr : undefined, scope);
			}
		}
	}

	/** `x IN (SELECT y ...)` joins x to y. */
	#subquery(query: Node, tested: Node | undefined, scope: Scope): void {
		const [first = []] = this.statement(query, scope).values();
		for (const one of placeKeys(tested, scope)) {
			addKey(one.reading.ask.joined, one.key);
			for (const {reading, column} of first) {
				const reference = placeKeys({ColumnRef: {fields: [{String: {sval: column.name}}]}}, {sources: [{alias: '', schema: null, columns: new Map([[column.name, [{reading, column}]]])}], shared: new Map(), parent: null});
				for (const other of reference) {
					addKey(reading.ask.joined, other.key);
					this.#equals.push([one, other]);
				}
			}
		}
	}
}

function renamed(columns: Columns, names: readonly Node[] | undefined): Columns {
	const words = wordsOf(names) ?? [];
	return words.length === 0 ? columns : new Map([...columns].map(([name, origins], at) => [words[at] ?? name, origins]));
}
