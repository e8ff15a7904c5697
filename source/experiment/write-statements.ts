import {ownSql} from '../database/own-sql.ts';
import {quoteIdentifier} from '../database/quote-identifier.ts';
import type {TableCopy} from './table-copy.ts';
import type {WriteOperation} from './write-cost.ts';
import type {Assigned} from './written-columns.ts';

/** A statement that writes a copy; or why there is none. */
export type WriteStatement =
	| {readonly kind: 'statement'; readonly sql: string; readonly rows: number}
	| {readonly kind: 'obstacle'; readonly because: string};

/** The four, in the order in which they are executed: an UPDATE finds pages that no other statement has written. */
export function writeStatements({name, columns, changes: {gone, own, other}}: TableCopy): Readonly<Record<WriteOperation, WriteStatement>> {
	const update = (changes: TableCopy['changes']['own'], because: string): WriteStatement => changes === null
		? {kind: 'obstacle', because}
		: {kind: 'statement', rows: changes.rows, sql: ownSql(`UPDATE ${name} AS c SET ${settings(changes.assigned)} FROM ${changes.name} AS v WHERE c.ctid = v.place`)};
	return {
		'insert': {kind: 'statement', rows: gone.rows, sql: ownSql(`INSERT INTO ${name} (${columns.join(', ')}) SELECT ${columns.map(column => `("row").${column}`).join(', ')} FROM ${gone.name}`)},
		'update indexed': update(own, 'it has no column whose values differ and can be written'),
		'update other': update(other, 'the table has no column outside of its indexes whose values differ'),
		'delete': {kind: 'statement', rows: gone.rows, sql: ownSql(`DELETE FROM ${name} AS c USING ${gone.name} AS v WHERE c.ctid = v.place`)},
	};
}

function settings(assigned: Assigned): string {
	return assigned.map(column => `${quoteIdentifier(column)} = (v."row").${quoteIdentifier(column)}`).join(', ');
}
