import type {Node} from '@pgsql/types';
import {below} from './node.ts';
import {replaceBytes, type ByteEdit} from './replace-bytes.ts';
import type {SqlParser} from './sql-parser.ts';

/**
 * `n = any(array[$1])` as `n = any(array[$1::integer])`. A server looks beside a parameter for its type, but within an array only at the
 * other items: without any it takes text, and has no operator for it. PostgreSQL 18 counts lists of IN and arrays as one statement under
 * whichever text came first, so that many a list is such an array. `typeOf` says the type for the n of `$n`, null where nobody knows it.
 * @throws PlanflipError input, for a text that is no SQL.
 */
export function typeArrayItems(parser: Pick<SqlParser, 'parse'>, sql: string, typeOf: (position: number) => string | null): string {
	const edits: ByteEdit[] = [];
	const look = (node: Node): void => {
		if ('A_Expr' in node && (node.A_Expr.kind === 'AEXPR_OP_ANY' || node.A_Expr.kind === 'AEXPR_OP_ALL')) {
			const {rexpr} = node.A_Expr;
			edits.push(...(rexpr !== undefined && 'A_ArrayExpr' in rexpr ? rexpr.A_ArrayExpr.elements ?? [] : []).flatMap(item => typed(item, typeOf)));
		}

		below(node).forEach(look);
	};

	below(parser.parse(sql)).forEach(look);
	return replaceBytes(sql, edits);
}

function typed(item: Node, typeOf: (position: number) => string | null): readonly ByteEdit[] {
	const {number = 0, location = 0} = 'ParamRef' in item ? item.ParamRef : {};
	const type = number === 0 ? null : typeOf(number);
	const end = location + `$${number}`.length;
	return type === null ? [] : [{start: end, end, text: `::${type}`}];
}
