import type {A_Const, A_Expr, CaseExpr, FuncCall, InsertStmt, Node, SelectStmt, TypeCast} from '@pgsql/types';
import {byteOffsets} from './byte-offsets.ts';
import {type Edit, editText} from './edit-text.ts';
import {holdsSecret, namesSecret} from './is-secret.ts';
import {below, stringsOf} from './node.ts';
import {quoteLiteral} from './quote-literal.ts';
import type {ScannedToken, SqlParser} from './sql-parser.ts';

/** A constant that a `$n` stands for now. */
export interface LiftedConstant {
	/** The n of `$n`. */
	readonly position: number;
	/** SQL of the value, as it was. */
	readonly literal: string;
	/** What is handed to crypt(), dblink() and their kind, stands against a column or a key that is called like a secret, or looks like one. */
	readonly secret: boolean;
}

export interface LiftedStatement {
	readonly sql: string;
	/** In the order of the text. */
	readonly constants: readonly LiftedConstant[];
	/** Where the text's own `$n` are now: the n-th is the new n of `$n`; 0 where it has none. */
	readonly moved: readonly number[];
	/** A secret is in the text still: no `$n` can stand there, or it is written in a way that is not lifted. */
	readonly secretLeft: boolean;
}

/**
 * Where a constant stands decides what becomes of it. `given`: something else says its type (a column beside it, LIMIT); `asked`: a
 * condition, where a number without its type could mean another function; `shown`: it shapes a column (`date_trunc('day', x)`, `ORDER BY 1`),
 * belongs to the question, and stays.
 */
type Place = 'given' | 'asked' | 'shown';

/** Operators that shape what is beside them; whatever else stands between two values compares them. */
const shaping = new Set('+ - * / % ^ -> ->> #> #>> ? ?| ?& #- & | #'.split(' '));
const constants = new Set(['ICONST', 'FCONST', 'SCONST']);
const fieldFunctions = new Set(['date_trunc', 'date_part', 'extract']);
const secretFunctions = /crypt|hmac|digest|pgp_|dblink|passw|secret/i;

/**
 * The one statement of a text with its constants lifted out: each value that it compares with, writes or limits by becomes a `$n`, so that
 * the text is the question and the constants are one way to ask it. NULL, TRUE and FALSE stay, as does what shapes a column; a secret never.
 * A `$n` that was there keeps its order.
 * @throws PlanflipError input, for what is no SQL.
 */
export function liftConstants(parser: Pick<SqlParser, 'parse' | 'scan'>, sql: string): LiftedStatement {
	const lifter = new Lifter(sql, parser.scan(sql));
	for (const {stmt} of parser.parse(sql).stmts ?? []) {
		lifter.read(stmt, 'asked');
	}

	return lifter.lifted();
}

interface Found {
	readonly edit: Omit<Edit, 'text'>;
	/** What stands behind the `$n`. */
	readonly cast: string;
	readonly literal: string;
	readonly secret: boolean;
}

class Lifter {
	readonly #sql: string;
	readonly #offset: (bytes: number) => number;
	readonly #tokens: readonly ScannedToken[];
	/** By where it begins. */
	readonly #tokenAt: ReadonlyMap<number, number>;
	/** By where they begin: the tree may name one twice. */
	readonly #found = new Map<number, Found>();
	readonly #parameters = new Map<number, number>();
	readonly #columns = new WeakMap<Node, boolean>();
	readonly #speaks = new WeakMap<Node, boolean>();
	/** What is read now stands against a secret. */
	#secret = false;
	#secretLeft = false;

	constructor(sql: string, tokens: readonly ScannedToken[]) {
		this.#sql = sql;
		this.#offset = byteOffsets(sql);
		this.#tokens = tokens;
		this.#tokenAt = new Map(tokens.map(({start}, at) => [start, at]));
	}

	lifted(): LiftedStatement {
		const own = [...new Set(this.#parameters.values())].sort((a, b) => a - b);
		const moved = own.reduce<number[]>((places, position, at) => {
			places[position - 1] = at + 1;
			return places;
		}, Array.from({length: own.at(-1) ?? 0}, () => 0));
		const found = [...this.#found.values()].sort((a, b) => a.edit.start - b.edit.start);
		const lifted = found.map(({literal, secret}, at): LiftedConstant => ({position: own.length + at + 1, literal, secret}));
		return {
			sql: editText(this.#sql, [
				...found.map(({edit, cast}, at) => ({...edit, text: `$${own.length + at + 1}${cast}`})),
				...[...this.#parameters].map(([start, position]) => ({start, end: start + `$${position}`.length, text: `$${moved[position - 1] ?? position}`})),
			]),
			constants: lifted,
			moved,
			secretLeft: this.#secretLeft,
		};
	}

	read(node: Node | undefined, place: Place): void {
		if (node === undefined) {
			return;
		}

		if ('A_Const' in node) {
			this.#lift(node.A_Const, place);
		} else if ('ParamRef' in node) {
			this.#parameters.set(this.#offset(node.ParamRef.location ?? 0), node.ParamRef.number ?? 0);
		} else if ('TypeCast' in node) {
			this.#readCast(node.TypeCast, place);
		} else if ('SelectStmt' in node) {
			this.#beside(false, () => { this.#readSelect(node.SelectStmt, 'shown'); });
		} else if ('InsertStmt' in node) {
			this.#readInsert(node.InsertStmt);
		} else if ('ResTarget' in node) {
			this.read(node.ResTarget.val, place);
		} else if ('A_Expr' in node) {
			this.#readOperator(node.A_Expr, place);
		} else if ('FuncCall' in node) {
			this.#readCall(node.FuncCall, place);
		} else if ('CaseExpr' in node) {
			this.#readCase(node.CaseExpr, place);
		} else if ('A_Indices' in node) {
			below(node).forEach(child => { this.read(child, 'shown'); });
		} else if ('UpdateStmt' in node || 'MergeWhenClause' in node || 'OnConflictClause' in node) {
			const {targetList, ...rest} = 'UpdateStmt' in node ? node.UpdateStmt : ('MergeWhenClause' in node ? node.MergeWhenClause : node.OnConflictClause);
			below(targetList).forEach(child => { this.read(child, 'given'); });
			this.#readRest(rest);
		} else if ('DeleteStmt' in node || 'MergeStmt' in node) {
			this.#readRest('DeleteStmt' in node ? node.DeleteStmt : node.MergeStmt);
		} else if ('MultiAssignRef' in node || 'RowExpr' in node || 'List' in node) {
			below(node).forEach(child => { this.read(child, place); });
		} else {
			below(node).forEach(child => { this.read(child, place === 'given' ? 'asked' : place); });
		}
	}

	#beside(secret: boolean, read: () => void): void {
		const before = this.#secret;
		this.#secret = secret;
		read();
		this.#secret = before;
	}

	/** Whether it names a column or a key that is called like a secret: `password`, `data ->> 'password'`. A query in it speaks for itself. */
	#speaksOfSecret(node: Node | undefined): boolean {
		if (node === undefined || 'SubLink' in node) {
			return false;
		}

		const known = this.#speaks.get(node);
		if (known !== undefined) {
			return known;
		}

		const speaks = 'ColumnRef' in node
			? namesSecret(stringsOf(node.ColumnRef.fields).at(-1) ?? '')
			: ('A_Const' in node ? namesSecret(node.A_Const.sval?.sval?.slice(0, 200) ?? '') : below(node).some(child => this.#speaksOfSecret(child)));
		this.#speaks.set(node, speaks);
		return speaks;
	}

	/** Conditions and what feeds them, and RETURNING, which shows. MERGE's VALUES are written. */
	#readRest(rest: object): void {
		for (const [part, value] of Object.entries(rest)) {
			const place: Place = part === 'returningClause' ? 'shown' : (part === 'values' ? 'given' : 'asked');
			below([value]).forEach(child => { this.read(child, place); });
		}
	}

	/** `columns`: what becomes of its columns; those of INSERT ... SELECT are written. */
	#readSelect({targetList, groupClause, sortClause, distinctClause, windowClause, limitCount, limitOffset, valuesLists, larg, rarg, ...conditions}: SelectStmt, columns: Place): void {
		for (const side of [larg, rarg]) {
			if (side !== undefined) {
				this.#readSelect(side, columns);
			}
		}

		below([targetList, valuesLists]).forEach(child => { this.read(child, columns); });
		below(conditions).forEach(child => { this.read(child, 'asked'); });
		below([groupClause, sortClause, distinctClause, windowClause]).forEach(child => { this.read(child, 'shown'); });
		this.read(limitCount, 'given');
		this.read(limitOffset, 'given');
	}

	#readInsert({selectStmt, onConflictClause, returningClause, withClause}: InsertStmt): void {
		below([withClause]).forEach(child => { this.read(child, 'asked'); });
		if (selectStmt !== undefined && 'SelectStmt' in selectStmt) {
			this.#readSelect(selectStmt.SelectStmt, 'given');
		}

		if (onConflictClause !== undefined) {
			this.read({OnConflictClause: onConflictClause}, 'asked');
		}

		below([returningClause]).forEach(child => { this.read(child, 'shown'); });
	}

	#readOperator({kind, name, lexpr, rexpr}: A_Expr, place: Place): void {
		const [operator = '='] = stringsOf(name).slice(-1);
		const shapes = kind === 'AEXPR_OP' && shaping.has(operator);
		for (const [side, other] of [[lexpr, rexpr], [rexpr, lexpr]] as const) {
			const secret = this.#secret || (!shapes && this.#speaksOfSecret(other));
			if (place === 'shown') {
				this.#beside(secret, () => { this.read(side, place); });
			} else if (shapes) {
				this.read(side, isPlainConstant(side) && this.#hasColumn(other) ? 'shown' : 'asked');
			} else if (side !== undefined && 'RowExpr' in side) {
				const beside = other !== undefined && 'RowExpr' in other ? other.RowExpr.args : undefined;
				side.RowExpr.args?.forEach((item, at) => {
					this.#beside(beside === undefined ? secret : this.#speaksOfSecret(beside[at]), () => { this.read(item, isPlainConstant(beside?.[at]) ? 'asked' : 'given'); });
				});
			} else {
				this.#beside(secret, () => { this.read(side, other === undefined || isPlainConstant(other) ? 'asked' : 'given'); });
			}
		}
	}

	#readCall({funcname, args = [], agg_filter: filter, agg_order: order, over}: FuncCall, place: Place): void {
		const [name = ''] = stringsOf(funcname).slice(-1);
		const secret = secretFunctions.test(name);
		const shapes = place === 'shown' || args.some(argument => this.#hasColumn(argument));
		// jsonb_build_object('password', 'x'): what follows a key.
		const key = args.findIndex(argument => 'A_Const' in argument && this.#speaksOfSecret(argument));
		for (const [at, argument] of args.entries()) {
			const constant = 'A_Const' in argument ? argument.A_Const : null;
			if (constant === null) {
				this.read(argument, place === 'given' ? 'asked' : place);
			} else if (secret || (key >= 0 && at > key) || this.#hides(constant)) {
				this.#lift(constant, 'asked', {secret: true});
			} else if (place !== 'shown' && (constant.sval === undefined ? !shapes : !(at === 0 && fieldFunctions.has(name)))) {
				this.#lift(constant, 'asked');
			}
		}

		this.read(filter, place === 'shown' ? 'shown' : 'asked');
		below([order, over]).forEach(child => { this.read(child, 'shown'); });
	}

	/** What is compared is lifted, what is answered with stays. */
	#readCase({arg, args, defresult}: CaseExpr, place: Place): void {
		const compared = this.#secret || this.#speaksOfSecret(arg);
		this.read(arg, place === 'given' ? 'asked' : place);
		for (const branch of args ?? []) {
			if ('CaseWhen' in branch) {
				const {expr, result} = branch.CaseWhen;
				this.#beside(compared, () => { this.read(expr, place === 'shown' ? 'shown' : (arg === undefined ? 'asked' : 'given')); });
				this.read(result, isPlainConstant(result) || place === 'shown' ? 'shown' : 'asked');
			}
		}

		this.read(defresult, isPlainConstant(defresult) || place === 'shown' ? 'shown' : 'asked');
	}

	#readCast({arg, typeName, location}: TypeCast, place: Place): void {
		const constant = arg !== undefined && 'A_Const' in arg ? arg.A_Const : null;
		if (constant === null) {
			this.read(arg, place === 'given' ? 'asked' : place);
			return;
		}

		// A cast that somebody wrote says the type.
		if ((location ?? 0) >= 0) {
			this.#lift(constant, place, {cast: ''});
			return;
		}

		// date '2026-11-26': there is no room for a $n behind a type, but before one.
		const start = this.#offset(typeName?.location ?? 0);
		const type = this.#sql.slice(start, this.#offset(constant.location ?? 0)).trim();
		const hides = this.#hides(constant);
		if (typeName?.typmods === undefined && type.length > 1 && (place !== 'shown' || hides)) {
			this.#lift(constant, 'given', {from: start, cast: `::${type}`});
		} else {
			this.#secretLeft ||= hides;
		}
	}

	/** Whether a constant is none of anybody's business, wherever it stands. */
	#hides({sval, ival, fval}: A_Const): boolean {
		return (this.#secret && (sval ?? ival ?? fval) !== undefined) || (sval !== undefined && holdsSecret(sval.sval ?? ''));
	}

	#lift(constant: A_Const, place: Place, {secret: told = false, from, cast}: {readonly secret?: boolean; readonly from?: number; readonly cast?: string} = {}): void {
		const start = this.#offset(constant.location ?? 0);
		const end = this.#endOf(constant.location ?? 0);
		const [literal, type] = literalOf(constant);
		const secret = told || this.#hides(constant);
		if (end === null || literal === null || (place === 'shown' && !secret)) {
			this.#secretLeft ||= secret && literal !== null;
			return;
		}

		const own = type === null || (place === 'given' && type !== 'numeric') ? '' : `::${type}`;
		this.#found.set(from ?? start, {edit: {start: from ?? start, end}, literal, secret, cast: cast ?? own});
	}

	/** Behind the number or string that begins at a byte; null for what is written in another way (year of EXTRACT, U&'...'). */
	#endOf(byte: number): number | null {
		const at = this.#tokenAt.get(byte) ?? this.#tokens.length;
		const token = this.#tokens[this.#tokens[at]?.text === '-' ? at + 1 : at];
		return token !== undefined && constants.has(token.tokenName) ? this.#offset(token.end) : null;
	}

	#hasColumn(node: Node | undefined): boolean {
		if (node === undefined) {
			return false;
		}

		const known = this.#columns.get(node);
		if (known !== undefined) {
			return known;
		}

		const has = 'ColumnRef' in node || below(node).some(child => this.#hasColumn(child));
		this.#columns.set(node, has);
		return has;
	}
}

function isPlainConstant(node: Node | undefined): boolean {
	return node !== undefined && ('A_Const' in node || 'ParamRef' in node || ('TypeCast' in node && isPlainConstant(node.TypeCast.arg)));
}

const [largestInteger, largestBigint] = [2_147_483_647n, 9_223_372_036_854_775_807n];

/** SQL of a constant, and the type that a number is of by itself. Nulls where it is to stay. */
function literalOf({ival, fval, sval}: A_Const): readonly [literal: string | null, type: string | null] {
	if (sval !== undefined) {
		return [quoteLiteral(sval.sval ?? ''), null];
	}

	if (ival !== undefined) {
		return [String(ival.ival ?? 0), 'integer'];
	}

	const number = fval?.fval ?? '';
	if (!/^-?\d+$/.test(number)) {
		return [number === '' ? null : number, 'numeric'];
	}

	const size = BigInt(number) < 0n ? -BigInt(number) : BigInt(number);
	return [number, size <= largestInteger ? 'integer' : (size <= largestBigint ? 'bigint' : 'numeric')];
}
