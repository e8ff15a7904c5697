import type {Node, ParseResult} from '@pgsql/types';
import {below} from './node.ts';

/**
 * The `$n` whose NULL is a case of its own: what is asked whether it is NULL (`$1 IS NULL OR status = $1`), replaced when it is
 * (COALESCE), or compared by IS [NOT] DISTINCT FROM. Everywhere else NULL makes a comparison unknown, and the rows are none.
 */
export function nullMatters(tree: ParseResult): ReadonlySet<number> {
	const found = new Set<number>();
	const open: Array<{readonly node: Node; readonly within: boolean}> = below(tree).map(node => ({node, within: false}));
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		const {node, within} = next;
		if ('ParamRef' in node && within) {
			found.add(node.ParamRef.number ?? 0);
		}

		// A cast of it is still it; what a condition inside of COALESCE compares is something else.
		const passes = 'TypeCast' in node && within;
		open.push(...below(node).map(child => ({node: child, within: passes || asksForNull(node)})));
	}

	return found;
}

function asksForNull(node: Node): boolean {
	return 'NullTest' in node || 'CoalesceExpr' in node
		|| ('A_Expr' in node && (node.A_Expr.kind === 'AEXPR_DISTINCT' || node.A_Expr.kind === 'AEXPR_NOT_DISTINCT'));
}
