import type {A_Expr, Node} from '@pgsql/types';
import {isPrefix} from '../../insight/is-prefix.ts';
import {wordsOf} from '../../sql/node.ts';
import {nodesWithin} from './nodes-within.ts';
import type {TableScope} from './origin.ts';
import {type PlacedKey, placeKeys} from './place-keys.ts';
import {printConstant} from './print-constant.ts';
import {addKey, type Ask, type Constant, newAsk, type Reading} from './reading.ts';

/** Where conditions are written down while a statement is read. */
export interface Terms {
	/** Two columns that are equal in every row of the answer. */
	readonly equals: Array<readonly [PlacedKey, PlacedKey]>;
}

type AskOf = (reading: Reading) => Ask;

const ofReading: AskOf = ({ask}) => ask;
const ordering = new Set(['<', '<=', '>', '>=']);

/** Reads a condition: what it asks of which table. AND is read term by term; the arms of an OR are ways to ask of their own. */
export function readTerms(condition: Node | undefined, scope: TableScope, terms: Terms, askOf: AskOf = ofReading): void {
	if (condition === undefined) {
		return;
	}

	if ('BoolExpr' in condition) {
		const {boolop, args = []} = condition.BoolExpr;
		if (boolop === 'AND_EXPR') {
			for (const arg of args) {
				readTerms(arg, scope, terms, askOf);
			}
		} else if (boolop === 'OR_EXPR') {
			readArms(args, scope);
		} else if (askOf === ofReading) {
			flag(args[0], scope, text => `NOT ${text}`);
		}

		return;
	}

	if ('A_Expr' in condition) {
		readComparison(condition.A_Expr, scope, terms, askOf);
	} else if (askOf !== ofReading) {
		// An arm's constants are no condition of the whole.
		return;
	} else if ('NullTest' in condition) {
		const {arg, nulltesttype} = condition.NullTest;
		flag(arg, scope, text => `${text} IS ${nulltesttype === 'IS_NULL' ? '' : 'NOT '}NULL`);
	} else if ('ColumnRef' in condition) {
		flag(condition, scope, text => text);
	} else if ('BooleanTest' in condition) {
		const {arg, booltesttype = 'IS_TRUE'} = condition.BooleanTest;
		flag(arg, scope, text => `${text} ${booltesttype.replaceAll('_', ' ')}`);
	}
}

/** An index for each arm lets a BitmapOr answer the whole: they pay off together only. */
function readArms(arms: readonly Node[], scope: TableScope): void {
	for (const arm of arms) {
		const asks = new Map<Reading, Ask>();
		readTerms(arm, scope, {equals: []}, reading => {
			const ask = asks.get(reading) ?? newAsk();
			asks.set(reading, ask);
			return ask;
		});
		for (const [reading, ask] of asks) {
			reading.arms.push(ask);
		}
	}
}

function flag(node: Node | undefined, scope: TableScope, print: (text: string) => string): void {
	for (const {reading, key: {text, columns}} of placeKeys(node, scope)) {
		addConstant(reading, {text: print(text), columns, equal: null, valueFree: true});
	}
}

function addConstant({constants}: Reading, constant: Constant): void {
	if (!constants.some(({text}) => text === constant.text)) {
		constants.push(constant);
	}
}

function readComparison(expression: A_Expr, scope: TableScope, {equals}: Terms, askOf: AskOf): void {
	const {kind, lexpr, rexpr} = expression;
	const operator = wordsOf(expression.name)?.at(-1) ?? '';
	const [left, right] = [placeKeys(lexpr, scope), placeKeys(rexpr, scope)];
	if (kind === 'AEXPR_OP') {
		if (lexpr !== undefined && rexpr !== undefined && 'RowExpr' in lexpr && 'RowExpr' in rexpr) {
			readRows(lexpr.RowExpr.args ?? [], rexpr.RowExpr.args ?? [], operator, scope, {equals}, askOf);
			return;
		}

		side(left, rexpr, operator, scope, askOf);
		side(right, lexpr, turned(operator), scope, askOf);
		if (operator === '=') {
			equals.push(...left.flatMap(one => right.filter(({reading}) => reading !== one.reading).map(other => [one, other] as const)));
		}
	} else if (kind === 'AEXPR_IN' || kind === 'AEXPR_OP_ANY') {
		side(left, rexpr, operator, scope, askOf, kind === 'AEXPR_IN' ? (operator === '=' ? 'IN' : 'NOT IN') : null);
	} else if (kind === 'AEXPR_BETWEEN' || kind === 'AEXPR_BETWEEN_SYM') {
		side(left, rexpr, '>=', scope, askOf, null);
	} else if (kind === 'AEXPR_LIKE' && operator === '~~' && beginsFixed(rexpr)) {
		for (const {reading, key} of left) {
			addKey(askOf(reading).range, {text: `${key.text} text_pattern_ops`, columns: key.columns});
		}
	}
}

/** `5 > a` is `a < 5`. */
function turned(operator: string): string {
	return operator.replaceAll(/[<>]/g, sign => operator === '<>' ? sign : (sign === '<' ? '>' : '<'));
}

/** `(a, b) > ($1, $2)` asks for `a`, then for `b`. */
function readRows(left: readonly Node[], right: readonly Node[], operator: string, scope: TableScope, terms: Terms, askOf: AskOf): void {
	for (const [at, lexpr] of left.entries()) {
		const rexpr = right[at];
		if (rexpr !== undefined && (operator === '=' || ordering.has(operator))) {
			readComparison({kind: 'AEXPR_OP', name: [{String: {sval: operator}}], lexpr, rexpr}, scope, terms, askOf);
		}
	}
}

/** One side of a comparison as keys; `word` is how a partial index would say it, null where it would not. */
function side(keys: readonly PlacedKey[], other: Node | undefined, operator: string, scope: TableScope, askOf: AskOf, word: string | null = operator): void {
	const against = readingsIn(other, scope);
	for (const {reading, key} of keys.filter(placed => !against.has(placed.reading))) {
		const ask = askOf(reading);
		if (operator === '=') {
			addKey(against.size === 0 ? ask.equal : ask.joined, key);
		} else if (ordering.has(operator)) {
			addKey(ask.range, key);
		}

		const constant = word === null || askOf !== ofReading ? null : printConstant(other);
		if (constant !== null && (operator === '=' || operator === '<>' || ordering.has(operator))) {
			addConstant(reading, {text: `${key.text} ${word} ${constant}`, columns: key.columns, equal: operator === '=' ? key.text : null, valueFree: false});
		}
	}
}

/** The tables that an expression takes columns from; of a subquery nobody knows, so it counts as a value. */
function readingsIn(node: Node | undefined, scope: TableScope): ReadonlySet<Reading> {
	const found = new Set<Reading>();
	for (const inner of nodesWithin(node)) {
		if ('ColumnRef' in inner) {
			for (const {reading} of scope.originsOf(wordsOf(inner.ColumnRef.fields) ?? [''])) {
				found.add(reading);
			}
		}
	}

	return found;
}

/** `'abc%'`, or `$1 || '%'`. */
function beginsFixed(node: Node | undefined): boolean {
	if (node === undefined) {
		return false;
	}

	if ('A_Const' in node) {
		return isPrefix('~~', node.A_Const.sval?.sval ?? '');
	}

	return 'A_Expr' in node && wordsOf(node.A_Expr.name)?.at(-1) === '||' && (beginsFixed(node.A_Expr.lexpr) || (node.A_Expr.lexpr !== undefined && 'ParamRef' in node.A_Expr.lexpr));
}
