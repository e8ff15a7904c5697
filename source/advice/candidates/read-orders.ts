import type {Node, SelectStmt} from '@pgsql/types';
import {wordsOf} from '../../sql/node.ts';
import {nodesWithin} from './nodes-within.ts';
import type {TableScope} from './origin.ts';
import {placeKeys} from './place-keys.ts';
import type {Reading, SortKey} from './reading.ts';

interface Wish {
	readonly node: Node | undefined;
	readonly descending: boolean;
	readonly nullsFirst: boolean;
}

/** Writes down in which order a SELECT wants the rows of its tables: ORDER BY, GROUP BY, DISTINCT, windows, least and greatest. */
export function readOrders(select: SelectStmt, scope: TableScope): void {
	const targets = (select.targetList ?? []).flatMap(node => 'ResTarget' in node ? [node.ResTarget] : []);
	/** `2`, or a name that the select list gives. */
	const meant = (node: Node | undefined): Node | undefined => {
		if (node !== undefined && 'A_Const' in node && node.A_Const.ival !== undefined) {
			return targets[(node.A_Const.ival.ival ?? 0) - 1]?.val;
		}

		const words = node !== undefined && 'ColumnRef' in node ? wordsOf(node.ColumnRef.fields) : null;
		return words?.length === 1 ? targets.find(({name}) => name === words[0])?.val ?? node : node;
	};

	const ascending = (nodes: readonly Node[]): readonly Wish[] => nodes.map(node => ({node: meant(node), descending: false, nullsFirst: false}));
	const sorted = (nodes: readonly Node[]): readonly Wish[] => nodes.flatMap(node => 'SortBy' in node ? [wishOf(node.SortBy, meant(node.SortBy.node))] : []);
	want(sorted(select.sortClause ?? []), scope);
	want(ascending(select.groupClause ?? []), scope);
	const {distinctClause = []} = select;
	want(ascending(distinctClause.length > 0 && distinctClause.every(node => Object.keys(node).length === 0) ? targets.flatMap(({val}) => val ?? []) : distinctClause), scope);
	for (const node of [...nodesWithin(select.targetList), ...nodesWithin(select.windowClause)]) {
		const window = 'WindowDef' in node ? node.WindowDef : ('FuncCall' in node ? node.FuncCall.over : undefined);
		want([...ascending(window?.partitionClause ?? []), ...sorted(window?.orderClause ?? [])], scope);
		const name = 'FuncCall' in node ? wordsOf(node.FuncCall.funcname)?.at(-1) : undefined;
		if ('FuncCall' in node && (name === 'min' || name === 'max') && select.groupClause === undefined && node.FuncCall.over === undefined) {
			want(ascending(node.FuncCall.args ?? []), scope);
		}
	}
}

function wishOf({sortby_dir, sortby_nulls}: {readonly sortby_dir?: string; readonly sortby_nulls?: string}, node: Node | undefined): Wish {
	const descending = sortby_dir === 'SORTBY_DESC';
	return {node, descending, nullsFirst: sortby_nulls === 'SORTBY_NULLS_FIRST' || (descending && sortby_nulls !== 'SORTBY_NULLS_LAST')};
}

/** The keys of one table that an order begins with: what follows from another table no index can sort. */
function want(wishes: readonly Wish[], scope: TableScope): void {
	const keys: SortKey[] = [];
	let of: Reading | null = null;
	for (const {node, descending, nullsFirst} of wishes) {
		const [placed, ...others] = placeKeys(node, scope);
		if (placed === undefined || others.length > 0 || (of !== null && placed.reading !== of)) {
			break;
		}

		of = placed.reading;
		if (!keys.some(({text}) => text === placed.key.text)) {
			keys.push({...placed.key, descending, nullsFirst});
		}
	}

	of?.orders.push(keys);
}
