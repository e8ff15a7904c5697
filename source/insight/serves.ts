import type {IndexFacts} from './context.ts';
import type {KeyColumns} from './key-columns.ts';

const order = / (?:DESC|NULLS FIRST|NULLS LAST)\b.*$/;

/** Postgres prints an expression with more brackets in a plan than in an index definition. */
function plainly(text: string): string {
	return text.replaceAll(/[\s()]/g, '');
}

/**
 * True when the index can do what the wanted columns are for: equality columns in any order, then the others. A partial one only
 * where its WHERE is asked for; a whole one may have that as a key instead.
 */
export function serves(index: IndexFacts, {method, columns, equal, operatorClass, where}: KeyColumns): boolean {
	const wanted = columns.map(({printed}) => plainly(operatorClass === null ? printed : `${printed} ${operatorClass}`));
	const asked = new Set(where.map(({text}) => plainly(text)));
	const flags = new Set(where.map(({column}) => plainly(column.printed)));
	const keys = index.columns.map(column => plainly(column.replace(order, '')));
	const without = keys.filter((column, at) => !flags.has(column) || wanted[at] === column).slice(0, wanted.length);
	const heads = new Set(without.slice(0, equal));
	return index.method === method
		&& (index.predicate === null || index.predicate.split(' AND ').every(part => asked.has(plainly(part))))
		&& without.length === wanted.length
		&& wanted.every((column, at) => at < equal ? heads.has(column) : without[at] === column);
}
