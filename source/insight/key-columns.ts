import type {Column} from './condition.ts';
import type {IndexKeys, Part} from './index-keys.ts';

/** More equality columns than this narrow nothing down any more, and cost with every write. */
const mostEqual = 5;

/** The columns of an index in their order, and what it leaves out. */
export interface KeyColumns {
	readonly method: 'btree' | 'gin' | 'gist';
	readonly columns: readonly Column[];
	/** How many of the columns may stand in any order: those compared by `=`. */
	readonly equal: number;
	/** As the operator class stands behind the column; null: the default. */
	readonly operatorClass: string | null;
	/** The WHERE: conditions that a partial index has built in. */
	readonly where: readonly Part[];
}

/**
 * Equality columns first, in which order does not matter to the query; then lists, each element of which is a search of its own;
 * then one column of which a range, or those of which the order, is wanted: behind it a b-tree is no longer sorted by anything. What asks for no
 * value (IS NULL, a flag) is the WHERE of a partial index. null where there is nothing to look up.
 */
export function keyColumns(keys: IndexKeys, order: readonly Column[]): KeyColumns | null {
	const equal = keys.equal.slice(0, mostEqual);
	const taken = new Set(equal.map(({printed}) => printed));
	const listed = keys.listed.filter(({printed}) => !taken.has(printed)).slice(0, 1);
	const ranges = keys.row.length > 0 ? keys.row : keys.range.slice(0, 1);
	const last = ranges.length > 0 ? ranges : (listed.length === 0 ? order : []);
	const asked = [...equal, ...listed, ...ranges].length > 0;
	if (!asked && keys.only.length === 0 && keys.contained !== null) {
		const {column, method, operatorClass} = keys.contained;
		return {method, columns: [column], equal: 1, operatorClass, where: []};
	}

	const where = asked || keys.only.length > 0 ? keys.only : keys.except;
	const columns = [...equal, ...listed, ...last].filter(({printed}, at, all) => all.findIndex(other => other.printed === printed) === at);
	// Of a partial index that has all that is asked for in its WHERE, any key will do.
	const [some] = columns.length > 0 ? columns : where.map(({column}) => column);
	return some === undefined ? null : {method: 'btree', columns: columns.length > 0 ? columns : [some], equal: equal.length, operatorClass: null, where};
}
