import type {FuncCall, Node} from '@pgsql/types';
import {quoteIdentifier} from '../../database/quote-identifier.ts';
import {wordsOf} from '../../sql/node.ts';
import type {TableScope} from './origin.ts';
import {printConstant} from './print-constant.ts';
import type {Key, Reading} from './reading.ts';

/** A key, and the table whose it is. */
export interface PlacedKey {
	readonly reading: Reading;
	readonly key: Key;
}

/** Immutable whatever they are given. Those of dates depend on the time zone: an index on them would be refused, or should be. */
const immutable = new Set([
	'lower', 'upper', 'initcap', 'length', 'char_length', 'octet_length', 'reverse', 'left', 'right', 'substr', 'btrim', 'ltrim', 'rtrim', 'replace', 'split_part',
	'md5', 'abs', 'floor', 'ceil', 'round', 'trunc', 'mod', 'sign', 'jsonb_array_length',
]);
const operators = new Set(['+', '-', '*', '/', '%', '->', '->>', '#>', '#>>']);
const texts = new Set(['text', 'varchar']);
/** What a b-tree does not sort, or nobody looks up by. */
const unsorted = /^(?:json|jsonb|xml|tsvector|tsquery|point|line|lseg|box|path|polygon|circle|bytea|int[48]range|numrange|tsrange|tstzrange|daterange|.*multirange|geometry|geography)\b/;

/** The index keys that an expression is, one for each reading it may be of; none where no index could be asked for it. */
export function placeKeys(node: Node | undefined, scope: TableScope): readonly PlacedKey[] {
	return partsOf(node, scope)
		.filter(({type}) => type === null || !unsorted.test(type))
		.map(({reading, key: {text, columns}, type, call}) => ({reading, key: {text: call || type !== null ? text : `(${text})`, columns}}));
}

interface Part extends PlacedKey {
	/** Of a column; null for what is computed. */
	readonly type: string | null;
	/** A call stands in an index definition by itself, any other expression in brackets. */
	readonly call: boolean;
}

function partsOf(node: Node | undefined, scope: TableScope): readonly Part[] {
	if (node === undefined) {
		return [];
	}

	if ('ColumnRef' in node) {
		return scope.originsOf(wordsOf(node.ColumnRef.fields) ?? [''])
			.map(({reading, column: {name, type}}) => ({reading, key: {text: quoteIdentifier(name), columns: [name]}, type, call: false}));
	}

	if ('TypeCast' in node) {
		// A varchar that is compared as text is found by an index on the varchar.
		const to = wordsOf(node.TypeCast.typeName?.names)?.at(-1) ?? '';
		return texts.has(to) ? partsOf(node.TypeCast.arg, scope).filter(({type}) => type !== null && /^(?:text|character varying)\b/.test(type)) : [];
	}

	if ('FuncCall' in node) {
		return isPlainCall(node.FuncCall) ? computed(node.FuncCall.args ?? [], scope, args => `${nameOf(node.FuncCall)}(${args.join(', ')})`, true) : [];
	}

	if ('CoalesceExpr' in node) {
		return computed(node.CoalesceExpr.args ?? [], scope, args => `COALESCE(${args.join(', ')})`, true);
	}

	if ('A_Expr' in node && node.A_Expr.kind === 'AEXPR_OP' && node.A_Expr.lexpr !== undefined && node.A_Expr.rexpr !== undefined) {
		const operator = wordsOf(node.A_Expr.name)?.join('.') ?? '';
		return operators.has(operator) ? computed([node.A_Expr.lexpr, node.A_Expr.rexpr], scope, ([left, right]) => `${left} ${operator} ${right}`, false) : [];
	}

	return [];
}

function nameOf({funcname}: FuncCall): string {
	return wordsOf(funcname)?.at(-1) ?? '';
}

function isPlainCall(call: FuncCall): boolean {
	const words = wordsOf(call.funcname) ?? [];
	return immutable.has(nameOf(call)) && (words.length === 1 || words[0] === 'pg_catalog')
		&& call.over === undefined && call.agg_filter === undefined && call.agg_distinct !== true && call.agg_star !== true;
}

/** An expression of one table's columns and of constants. */
function computed(args: readonly Node[], scope: TableScope, print: (args: readonly string[]) => string, call: boolean): readonly Part[] {
	const parts = args.map(arg => printConstant(arg) ?? partsOf(arg, scope));
	const readings = new Set(parts.flatMap(part => typeof part === 'string' ? [] : part.map(({reading}) => reading)));
	return [...readings].flatMap(reading => {
		const own = parts.map(part => typeof part === 'string' ? {text: part, columns: [], simple: true} : ownPart(part, reading));
		const known = own.filter(part => part !== null);
		return known.length < own.length
			? []
			: [{reading, key: {text: print(known.map(({text, simple}) => simple ? text : `(${text})`)), columns: [...new Set(known.flatMap(({columns}) => columns))]}, type: null, call}];
	});
}

function ownPart(parts: readonly Part[], reading: Reading) {
	const part = parts.find(candidate => candidate.reading === reading);
	return part === undefined ? null : {...part.key, simple: part.call || part.type !== null};
}
