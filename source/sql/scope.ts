import type {ColumnRef, CommonTableExpr, Node, RangeVar, SelectStmt} from '@pgsql/types';
import {stringsOf} from './node.ts';

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

/** A column that a query hands out, and the one of a relation that it shows unchanged; null for everything computed. */
interface Output {
	readonly name: string;
	readonly source: ColumnSource | null;
}

/** What FROM names: a relation, or a query that hands out columns. */
interface Item {
	readonly alias: string;
	readonly relation: RelationName | null;
	readonly outputs: readonly Output[];
	/** Nobody knows the relation's columns: whatever is asked of it may be there. */
	readonly open: boolean;
}

/** Which names mean which columns at a place of a statement. */
export class Scope {
	readonly #items: Item[] = [];
	readonly #queries = new Map<string, readonly Output[]>();
	readonly #outer: Scope | null;
	readonly #columnsOf: ColumnsOf;

	constructor(outer: Scope | null, columnsOf: ColumnsOf) {
		this.#outer = outer;
		this.#columnsOf = columnsOf;
	}

	columnsOf(relation: RelationName): readonly string[] | null {
		return this.#columnsOf(relation);
	}

	/** The scope of a query below this one. */
	inner(): Scope {
		return new Scope(this, this.#columnsOf);
	}

	addQuery({ctename, ctequery, aliascolnames}: CommonTableExpr): void {
		if (ctename !== undefined) {
			this.#queries.set(ctename, renamed(this.#outputsOf(ctequery), aliascolnames));
		}
	}

	addRelation({schemaname, relname = '', alias}: RangeVar): void {
		const query = schemaname === undefined ? this.#query(relname) : null;
		const relation = {schema: schemaname ?? null, name: relname};
		const columns = query === null ? this.#columnsOf(relation) : [];
		const outputs = query ?? (columns ?? []).map(column => ({name: column, source: {relation, column}}));
		this.#items.push({alias: alias?.aliasname ?? relname, relation: query === null ? relation : null, outputs: renamed(outputs, alias?.colnames), open: columns === null});
	}

	/** Everything that a FROM clause names. */
	addFrom(nodes: readonly Node[] | undefined): void {
		for (const node of nodes ?? []) {
			if ('RangeVar' in node) {
				this.addRelation(node.RangeVar);
			} else if ('JoinExpr' in node) {
				this.addFrom([node.JoinExpr.larg, node.JoinExpr.rarg].filter(side => side !== undefined));
			} else if ('RangeSubselect' in node) {
				const {subquery, alias} = node.RangeSubselect;
				this.#items.push({alias: alias?.aliasname ?? '', relation: null, outputs: renamed(this.#outputsOf(subquery), alias?.colnames), open: false});
			}
		}
	}

	/** The column of a relation that a name means; null where it is computed, or nobody can tell. */
	resolve({fields = []}: ColumnRef): ColumnSource | null {
		const names = stringsOf(fields);
		const [column = '', alias, schema] = names.toReversed();
		const items = this.#items.filter(item => (alias === undefined || item.alias === alias) && (schema === undefined || item.relation?.schema === schema));
		const known = items.flatMap(({outputs}) => outputs.filter(({name}) => name === column));
		if (known.length > 0) {
			return known[0]?.source ?? null;
		}

		const [only, ...others] = items;
		if (only?.open === true && only.relation !== null && others.length === 0) {
			return {relation: only.relation, column};
		}

		return this.#outer?.resolve({fields}) ?? null;
	}

	/** The columns that a query of this place hands out. */
	outputsOf(node: Node | undefined): readonly Output[] {
		return this.#outputsOf(node);
	}

	#query(name: string): readonly Output[] | null {
		const query = this.#queries.get(name);
		return query ?? (this.#outer === null ? null : this.#outer.#query(name));
	}

	#outputsOf(node: Node | undefined): readonly Output[] {
		return node !== undefined && 'SelectStmt' in node ? this.#outputsOfSelect(node.SelectStmt) : [];
	}

	#outputsOfSelect(select: SelectStmt): readonly Output[] {
		if (select.larg !== undefined) {
			return this.#outputsOfSelect(select.larg);
		}

		const scope = this.inner();
		scope.addSelect(select);
		return (select.targetList ?? []).flatMap((target): readonly Output[] => {
			const {name, val} = 'ResTarget' in target ? target.ResTarget : {};
			if (val === undefined || !('ColumnRef' in val)) {
				return [{name: name ?? '', source: null}];
			}

			const fields = val.ColumnRef.fields ?? [];
			const [alias] = stringsOf(fields).slice(-1);
			return fields.some(field => 'A_Star' in field)
				? scope.#items.filter(item => alias === undefined || item.alias === alias).flatMap(({outputs}) => outputs)
				: [{name: name ?? alias ?? '', source: scope.resolve(val.ColumnRef)}];
		});
	}

	/** WITH and FROM of a query. */
	addSelect({withClause, fromClause}: Pick<SelectStmt, 'withClause' | 'fromClause'>): void {
		this.addWith(withClause);
		this.addFrom(fromClause);
	}

	addWith(withClause: SelectStmt['withClause']): void {
		for (const node of withClause?.ctes ?? []) {
			if ('CommonTableExpr' in node) {
				this.addQuery(node.CommonTableExpr);
			}
		}
	}
}

function renamed(outputs: readonly Output[], names: readonly Node[] | undefined): readonly Output[] {
	const given = stringsOf(names);
	return outputs.map((output, at) => ({...output, name: given[at] ?? output.name}));
}
