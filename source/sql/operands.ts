import type {Node} from '@pgsql/types';
import type {ColumnScope, ColumnSource} from './column-source.ts';
import {below, stringsOf, wordsOf} from './node.ts';

/** The `$n` of one side of a comparison that stand for whole values there: casts do not change what they are, sums do. */
export function valuesOf(node: Node | undefined): readonly number[] {
	if (node === undefined) {
		return [];
	}

	if ('ParamRef' in node) {
		return [node.ParamRef.number ?? 0];
	}

	if ('TypeCast' in node) {
		return valuesOf(node.TypeCast.arg);
	}

	if ('CollateClause' in node) {
		return valuesOf(node.CollateClause.arg);
	}

	if ('List' in node || 'A_ArrayExpr' in node) {
		return below(node).flatMap(item => valuesOf(item));
	}

	// lower($1), and '%' || $1 in a pattern.
	if ('FuncCall' in node) {
		return node.FuncCall.args?.length === 1 ? valuesOf(node.FuncCall.args[0]) : [];
	}

	return 'A_Expr' in node && stringsOf(node.A_Expr.name)[0] === '||' ? below(node).flatMap(item => valuesOf(item)) : [];
}

/** A column of one side of a comparison, and the function that it goes through. */
export interface ComparedColumn {
	readonly source: ColumnSource;
	readonly through: readonly string[] | null;
}

export function columnOf(node: Node | undefined, scope: ColumnScope): ComparedColumn | null {
	if (node === undefined) {
		return null;
	}

	if ('ColumnRef' in node) {
		const [source] = scope.originsOf(wordsOf(node.ColumnRef.fields) ?? ['']);
		return source === undefined ? null : {source, through: null};
	}

	if ('TypeCast' in node) {
		return columnOf(node.TypeCast.arg, scope);
	}

	if ('CollateClause' in node) {
		return columnOf(node.CollateClause.arg, scope);
	}

	if ('CoalesceExpr' in node) {
		return columnOf(node.CoalesceExpr.args?.[0], scope);
	}

	if ('FuncCall' in node) {
		const {funcname, args = []} = node.FuncCall;
		const inside = args.length === 1 ? columnOf(args[0], scope) : null;
		return inside === null || inside.through !== null ? null : {source: inside.source, through: stringsOf(funcname)};
	}

	return null;
}
