import type {IndexFacts} from './context.ts';
import type {KeyColumns} from './key-columns.ts';

const order = / (?:DESC|NULLS FIRST|NULLS LAST)\b.*$/;

/** What is behind the equality columns as it is sorted, but for the direction of the whole: an index is read backwards as well. */
function inOrder(columns: readonly string[], equal: number): readonly string[] {
	const descends = (column: string | undefined) => order.exec(column ?? '')?.[0].startsWith(' DESC') === true;
	return columns.map((column, at) => at <= equal || descends(column) === descends(columns[equal]) ? column.replace(order, '') : `${column.replace(order, '')} DESC`);
}

/** Postgres prints an expression with more brackets in a plan than in an index definition. */
function plainly(text: string): string {
	return text.replaceAll(/[\s()]/g, '');
}

/**
 * True when the index can do what the wanted columns are for: equality columns in any order, then the others. A partial one only
 * where its WHERE is asked for; a whole one may have that as a key instead.
 */
export function serves(index: IndexFacts, {method, columns, equal, operatorClass, where}: KeyColumns): boolean {
	const wanted = inOrder(columns.map(({printed}) => operatorClass === null ? printed : `${printed} ${operatorClass}`), equal).map(plainly);
	const asked = new Set(where.map(({text}) => plainly(text)));
	const flags = new Set(where.map(({column}) => plainly(column.printed)));
	const keys = index.columns.filter((column, at) => !flags.has(plainly(column)) || wanted[at] === plainly(column));
	const without = inOrder(keys, equal).map(plainly).slice(0, wanted.length);
	const heads = new Set(without.slice(0, equal));
	return index.method === method
		&& (index.predicate === null || index.predicate.split(' AND ').every(part => asked.has(plainly(part))))
		&& without.length === wanted.length
		&& wanted.every((column, at) => at < equal ? heads.has(column) : without[at] === column);
}
