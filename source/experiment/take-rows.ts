import {ownSql} from '../database/own-sql.ts';
import {quoteIdentifier} from '../database/quote-identifier.ts';
import type {Session} from '../database/session.ts';
import type {WriteFacts} from '../database/write-facts.ts';
import {PlanflipError} from '../errors.ts';

/**
 * A B-tree of so many rows is a root and its leaves, as it is up to about 100,000; one or two levels more, which a large table has, are one or
 * two pages more for each entry, always in memory.
 */
const mostRows = 2150;
/** Wide rows are fewer (bytes, with TOAST). */
const mostBytes = 4_000_000;

/** Some rows from all over the table, of whole pages, numbered as dice would (every tenth row may be of one kind), but always alike; returns how many. */
export async function takeRows(session: Session, facts: WriteFacts, {into, fewest}: {readonly into: string; readonly fewest: number}): Promise<number> {
	const width = facts.rows > 0 ? facts.bytes / facts.rows : 0;
	const wanted = Math.max(fewest, Math.min(mostRows, Math.floor(mostBytes / Math.max(1, width))));
	const table = `${facts.kind === 'r' ? 'ONLY ' : ''}${quoteIdentifier(facts.schema)}.${quoteIdentifier(facts.name)}`;
	const take = async (sample: string) => {
		await session.query(ownSql(`CREATE TABLE ${into} AS SELECT row_number() OVER (ORDER BY md5(n::text))::int AS n, "row"
			FROM (SELECT row_number() OVER () AS n, planflip_row AS "row" FROM ${table} AS planflip_row${sample} LIMIT ${wanted}) AS first_ones`));
		const [row] = await session.query(ownSql(`SELECT count(*)::int AS rows FROM ${into}`));
		return Number(row?.['rows']);
	};

	// What nobody has counted may be empty or large, and counts may be old.
	const share = facts.rows > 0 ? 150 * wanted / facts.rows : 100;
	if (share < 100) {
		const total = await take(` TABLESAMPLE SYSTEM (${share}) REPEATABLE (1)`);
		if (total >= wanted / 2) {
			return total;
		}

		await session.script(`DROP TABLE ${into}`);
	}

	return take('');
}

/** Whatever the user's tables are called, ours are called otherwise. */
export async function freeNumber(session: Session, schema: string): Promise<number> {
	const [row] = await session.query(`select n::int as number from pg_catalog.generate_series(1, 100) as n where not exists (
		select from pg_catalog.pg_class as c join pg_catalog.pg_namespace as s on s.oid = c.relnamespace where s.nspname = $1 and c.relname ~ ('^planflip_[a-z]+_' || n || '$')
	) order by n limit 1`, [schema]);
	if (typeof row?.['number'] !== 'number') {
		throw new PlanflipError('input', {message: `in schema ${schema} there are a hundred tables called planflip_..._1 to planflip_..._100`, hint: 'Nothing of planflip\'s is left behind anywhere: rename or drop them.'});
	}

	return row['number'];
}
