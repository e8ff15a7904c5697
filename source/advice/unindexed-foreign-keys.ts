import type {IndexState} from '../database/index-state.ts';
import type {TableState} from '../database/list-tables.ts';
import type {UnindexedForeignKey} from './index-finding.ts';

const order = / (?:DESC|NULLS FIRST|NULLS LAST|COLLATE|[a-z_]+_ops)\b.*$/;

/** The first columns are those of the key, in whatever order; a partial index serves only where it leaves out nothing but NULLs. */
function finds(index: IndexState, columns: readonly string[]): boolean {
	const first = index.columns.slice(0, columns.length).map(column => column.replace(order, ''));
	const whole = index.predicate === null || columns.some(column => index.predicate?.replaceAll(/[()]/g, '') === `${column} IS NOT NULL`);
	return index.valid && whole && (index.method === 'btree' || (index.method === 'hash' && columns.length === 1))
		&& first.length === columns.length && columns.every(column => first.includes(column));
}

/** Foreign keys whose referring rows no index finds, the largest tables first. */
export function unindexedForeignKeys(tables: readonly TableState[], indexes: readonly IndexState[]): readonly UnindexedForeignKey[] {
	return tables
		.flatMap(({schema, name, rows, foreignKeys = []}) => foreignKeys
			.filter(({columns}) => !indexes.some(index => index.schema === schema && index.table === name && finds(index, columns)))
			.map(({constraint, columns}): UnindexedForeignKey => ({schema, table: name, constraint, columns, rows})))
		.sort((a, b) => b.rows - a.rows);
}
