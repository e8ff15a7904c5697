import {ownSql} from '../database/own-sql.ts';
import {quoteIdentifier} from '../database/quote-identifier.ts';
import type {Session} from '../database/session.ts';
import type {WriteFacts} from '../database/write-facts.ts';
import {isCounted, type RowSample} from './write-statements.ts';

/** Of a larger table only some pages are looked at. */
const wholeRows = 200_000;

/** Some rows from all over the table, the same ones every time while it does not change. */
export async function sampleRows(session: Pick<Session, 'query'>, facts: WriteFacts, {count, columns}: {readonly count: number; readonly columns: readonly string[]}): Promise<RowSample> {
	const table = `${quoteIdentifier(facts.schema)}.${quoteIdentifier(facts.name)}`;
	const pages = facts.rows > wholeRows ? ` TABLESAMPLE SYSTEM (${Math.min(100, 100 * 20 * count / facts.rows)}) REPEATABLE (1)` : '';
	const texts = columns.map((name, at) => `, t.${quoteIdentifier(name)}::text AS c${at}`).join('');
	const rows = await session.query(ownSql(`SELECT t.ctid::text AS place${texts} FROM ${facts.kind === 'r' ? 'ONLY ' : ''}${table} AS t${pages} ORDER BY md5(t.ctid::text) LIMIT ${count}`));
	const greatest = new Map<string, string | null>();
	for (const {name} of facts.columns.filter(column => isCounted(column) && facts.uniques.some(({columns: unique}) => unique.includes(column.name)))) {
		const [top] = await session.query(ownSql(`SELECT max(${quoteIdentifier(name)})::text AS top FROM ${table}`));
		greatest.set(name, textOf(top?.['top']));
	}

	return {
		places: rows.map(row => String(row['place'])),
		texts: new Map(columns.map((name, at) => [name, rows.map(row => textOf(row[`c${at}`]))])),
		greatest,
	};
}

function textOf(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}
