import type {A_Const, A_Expr, CaseExpr, FuncCall, InsertStmt, Node, SelectStmt, TypeCast} from '@pgsql/types';
import {holdsSecret, namesSecret} from './is-secret.ts';
import type {LiftedText, Place} from './lifted-text.ts';
import {below, stringsOf} from './node.ts';
import {someBelow} from './some-below.ts';

/** Operators that shape what is beside them; whatever else stands between two values compares them. */
const shaping = new Set('+ - * / % ^ -> ->> #> #>> ? ?| ?& #- & | #'.split(' '));
const fieldFunctions = new Set(['date_trunc', 'date_part', 'extract']);
const secretFunctions = /crypt|hmac|digest|pgp_|dblink|passw|secret/i;

/** Goes through a statement's tree, and has every constant lifted by where it stands. */
export class ConstantReader {
	readonly #text: LiftedText;
	readonly #hasColumn = someBelow(node => 'ColumnRef' in node || null);
	/** Whether it names a column or a key that is called like a secret: `password`, `data ->> 'password'`. A query in it speaks for itself. */
	readonly #speaksOfSecret = someBelow(node => 'SubLink' in node
		? false
		: ('ColumnRef' in node ? namesSecret(stringsOf(node.ColumnRef.fields).at(-1) ?? '') : ('A_Const' in node ? namesSecret(node.A_Const.sval?.sval?.slice(0, 200) ?? '') : null)));
	/** What is read now stands against a secret. */
	#secret = false;

	constructor(text: LiftedText) {
		this.#text = text;
	}

	read(node: Node | undefined, place: Place): void {
		if (node === undefined) {
			return;
		}

		if ('A_Const' in node) {
			this.#lift(node.A_Const, place);
		} else if ('ParamRef' in node) {
			this.#text.keep(node.ParamRef);
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
				this.#text.lift(constant, {place: 'asked', secret: true});
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
			this.#text.lift(constant, {place, secret: this.#hides(constant), cast: ''});
			return;
		}

		// date '2026-11-26': there is no room for a $n behind a type, but before one.
		const from = typeName?.location ?? 0;
		const type = this.#text.between(from, constant.location ?? 0).trim();
		const secret = this.#hides(constant);
		if (typeName?.typmods === undefined && type.length > 1 && (place !== 'shown' || secret)) {
			this.#text.lift(constant, {place: 'given', secret, from, cast: `::${type}`});
		} else {
			this.#text.leave({secret});
		}
	}

	#lift(constant: A_Const, place: Place): void {
		this.#text.lift(constant, {place, secret: this.#hides(constant)});
	}

	/** Whether a constant is none of anybody's business, wherever it stands. */
	#hides({sval, ival, fval}: A_Const): boolean {
		return (this.#secret && (sval ?? ival ?? fval) !== undefined) || (sval !== undefined && holdsSecret(sval.sval ?? ''));
	}
}

function isPlainConstant(node: Node | undefined): boolean {
	return node !== undefined && ('A_Const' in node || 'ParamRef' in node || ('TypeCast' in node && isPlainConstant(node.TypeCast.arg)));
}
