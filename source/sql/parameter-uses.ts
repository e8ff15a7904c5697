import type {A_Expr, FuncCall, Node, ParseResult, SelectStmt, SubLink} from '@pgsql/types';
import {columnReader, type ColumnScope, type ColumnsOf, type ColumnSource, outputsOf} from './column-source.ts';
import {below, stringsOf} from './node.ts';
import {columnOf, valuesOf} from './operands.ts';
import type {ParameterUse, UsedParameter} from './parameter-use.ts';
import {readFrom, readNamed, readWith, type SourceReader} from './read-sources.ts';
import {Scope} from './scope.ts';

const fieldFunctions = new Set(['date_trunc', 'date_part', 'extract']);
const limits: ReadonlyMap<string, readonly string[]> = new Map([
	['AEXPR_BETWEEN', ['>=', '<=']],
	['AEXPR_BETWEEN_SYM', ['>=', '<=']],
]);

/**
 * What each `$n` of a statement is compared with, or for, in the order of n. A column is followed through aliases, subqueries and WITH to
 * the relation that has it. Of several uses the first that names a column counts.
 */
export function parameterUses(tree: ParseResult, columnsOf: ColumnsOf): readonly UsedParameter[] {
	const uses = new Map<number, ParameterUse>();
	const note = (position: number, use: ParameterUse) => {
		const before = uses.get(position);
		if (before === undefined || (before.kind === 'unknown' && (use.kind !== 'unknown' || !use.output))) {
			uses.set(position, use);
		}
	};

	new Reader(note, columnsOf).statements(tree, new Scope());
	return [...uses].map(([position, use]) => ({position, use})).sort((a, b) => a.position - b.position);
}

/** Walks a statement; `output`: what stands here decides over no row. */
class Reader {
	readonly #note: (position: number, use: ParameterUse) => void;
	readonly #columnsOf: ColumnsOf;
	readonly #sources: SourceReader<ColumnSource>;

	constructor(note: (position: number, use: ParameterUse) => void, columnsOf: ColumnsOf) {
		this.#note = note;
		this.#columnsOf = columnsOf;
		this.#sources = columnReader(columnsOf);
	}

	statements(tree: ParseResult, scope: ColumnScope): void {
		for (const {stmt} of tree.stmts ?? []) {
			this.#read(stmt, scope, false);
		}
	}

	#read(node: Node | undefined, scope: ColumnScope, output: boolean): void {
		if (node === undefined) {
			return;
		}

		if ('SelectStmt' in node) {
			this.#readSelect(node.SelectStmt, scope);
			return;
		}

		if ('ParamRef' in node) {
			this.#note(node.ParamRef.number ?? 0, {kind: 'unknown', output});
			return;
		}

		const inner = this.#written(node, scope);
		if ('A_Expr' in node) {
			this.#readComparison(node.A_Expr, scope);
		} else if ('FuncCall' in node) {
			this.#readCall(node.FuncCall);
		} else if ('SubLink' in node) {
			this.#readSubLink(node.SubLink, scope);
		}

		for (const child of below(node)) {
			this.#read(child, inner, output);
		}
	}

	#readSelect(select: SelectStmt, outer: ColumnScope): void {
		const scope = outer.inner();
		readWith(select.withClause, scope, this.#sources);
		readFrom(select.fromClause, scope, this.#sources);
		for (const [node, kind] of [[select.limitCount, 'limit'], [select.limitOffset, 'offset']] as const) {
			valuesOf(node).forEach(position => { this.#note(position, {kind}); });
		}

		for (const side of [select.larg, select.rarg]) {
			if (side !== undefined) {
				this.#readSelect(side, scope);
			}
		}

		below({...select, larg: null, rarg: null, targetList: null}).forEach(child => { this.#read(child, scope, false); });
		below(select.targetList).forEach(child => { this.#read(child, scope, true); });
	}

	/** INSERT, UPDATE and DELETE: the columns that are written, and the scope of what is below. */
	#written(node: Node, outer: ColumnScope): ColumnScope {
		const scope = outer.inner();
		if ('InsertStmt' in node) {
			const {relation, cols, selectStmt, onConflictClause, withClause} = node.InsertStmt;
			readWith(withClause, scope, this.#sources);
			if (relation?.relname !== undefined) {
				readNamed(relation, scope, this.#sources);
				const target = {schema: relation.schemaname ?? null, name: relation.relname};
				const named = below(cols).flatMap(column => 'ResTarget' in column ? [column.ResTarget.name ?? ''] : []);
				const columns = named.length > 0 ? named : this.#columnsOf(target) ?? [];
				const rows = selectStmt !== undefined && 'SelectStmt' in selectStmt ? selectStmt.SelectStmt : {};
				const lists = [...below(rows.valuesLists).map(list => below(list)), below(rows.targetList).map(column => 'ResTarget' in column ? column.ResTarget.val : undefined)];
				for (const list of lists) {
					list.forEach((value, at) => { this.#noteWritten(value, target, columns[at]); });
				}

				this.#noteSet(onConflictClause?.targetList, target);
			}
		} else if ('UpdateStmt' in node) {
			const {relation, fromClause, targetList, withClause} = node.UpdateStmt;
			readWith(withClause, scope, this.#sources);
			readFrom(fromClause, scope, this.#sources);
			if (relation?.relname !== undefined) {
				readNamed(relation, scope, this.#sources);
				this.#noteSet(targetList, {schema: relation.schemaname ?? null, name: relation.relname});
			}
		} else if ('DeleteStmt' in node) {
			const {relation, usingClause, withClause} = node.DeleteStmt;
			readWith(withClause, scope, this.#sources);
			readFrom(usingClause, scope, this.#sources);
			if (relation !== undefined) {
				readNamed(relation, scope, this.#sources);
			}
		} else {
			return outer;
		}

		return scope;
	}

	#noteSet(targets: readonly Node[] | undefined, relation: ColumnSource['relation']): void {
		for (const target of targets ?? []) {
			if ('ResTarget' in target) {
				this.#noteWritten(target.ResTarget.val, relation, target.ResTarget.name);
			}
		}
	}

	#noteWritten(value: Node | undefined, relation: ColumnSource['relation'], column: string | undefined): void {
		if (column !== undefined) {
			valuesOf(value).forEach(position => { this.#note(position, {kind: 'column', source: {relation, column}, operator: '=', form: 'value', through: null}); });
		}
	}

	#readComparison({kind, name, lexpr, rexpr}: A_Expr, scope: ColumnScope): void {
		const [operator = '='] = stringsOf(name).slice(-1);
		const several = limits.get(kind ?? '');
		if (several !== undefined) {
			below(rexpr).forEach((limit, at) => { this.#noteCompared(lexpr, limit, several[at] ?? operator, 'value', scope); });
			return;
		}

		if (computing.has(operator)) {
			return;
		}

		const form = (kind === 'AEXPR_OP_ANY' || kind === 'AEXPR_OP_ALL') && rexpr !== undefined && !('A_ArrayExpr' in rexpr) ? 'array' : 'value';
		const [left, right] = [itemsOf(lexpr), itemsOf(rexpr)];
		if (left !== null && right !== null) {
			left.forEach((item, at) => { this.#noteCompared(item, right[at], operator, 'value', scope); });
			return;
		}

		this.#noteCompared(lexpr, rexpr, operator, form, scope);
	}

	#noteCompared(left: Node | undefined, right: Node | undefined, operator: string, form: 'value' | 'array', scope: ColumnScope): void {
		for (const [column, value, seen] of [[left, right, operator], [right, left, turned.get(operator) ?? operator]] as const) {
			const compared = columnOf(column, scope);
			const positions = compared === null ? [] : valuesOf(value);
			if (compared !== null) {
				positions.forEach(position => { this.#note(position, {kind: 'column', ...compared, operator: seen, form}); });
			}
		}
	}

	#readCall({funcname, args}: FuncCall): void {
		const [name = ''] = stringsOf(funcname).slice(-1);
		if (fieldFunctions.has(name)) {
			valuesOf(args?.[0]).forEach(position => { this.#note(position, {kind: 'field'}); });
		}
	}

	/** `$1 IN (select id ...)` */
	#readSubLink({testexpr, subselect}: SubLink, scope: ColumnScope): void {
		const source = outputsOf(subselect, scope, this.#sources)[0]?.origins[0];
		if (source !== undefined) {
			valuesOf(testexpr).forEach(position => { this.#note(position, {kind: 'column', source, operator: '=', form: 'value', through: null}); });
		}
	}
}

const turned: ReadonlyMap<string, string> = new Map([['<', '>'], ['>', '<'], ['<=', '>='], ['>=', '<='], ['@>', '<@'], ['<@', '@>']]);

/** Operators that make a new value of both sides, or search in one for the other: what stands beside a column there is no value of it. */
const computing = new Set('+ - * / % ^ || -> ->> #> #>> ? ?| ?& #- @@ @? ~ ~* !~ !~* & | # << >> <-> <#> <=>'.split(' '));

function itemsOf(node: Node | undefined): readonly Node[] | null {
	return node !== undefined && 'RowExpr' in node ? node.RowExpr.args ?? [] : null;
}
