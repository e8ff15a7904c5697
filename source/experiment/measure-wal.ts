import {quoteIdentifier} from '../database/quote-identifier.ts';
import {readWriteFacts} from '../database/read-write-facts.ts';
import type {Session} from '../database/session.ts';
import {errorLines, PlanflipError} from '../errors.ts';
import {numberAt} from '../plan/json-object.ts';
import {readExplainJson} from '../plan/read-explain-json.ts';
import type {UniverseIndex} from './index-universe.ts';
import {readIndexMethods} from './read-index-methods.ts';
import type {WalCost} from './wal-cost.ts';

/** Of the table, copied; one of so many is a new row, the others are there before. */
const copiedRows = 4000;
const oneOf = 4;
/** Fewer say nothing. */
const fewestRows = 10;

/**
 * What each of a table's indexes adds to the write-ahead log, by one INSERT of many rows into a copy of the table: with that index alone against
 * with none. The log is counted, not timed, so once is enough. The table itself is not written: rows that were taken back would lie in its
 * pages, and change what plans cost. For inside of a transaction that is rolled back, as rung 1 has it; `indexes`: all of that table.
 */
export async function measureWal(session: Session, {schema, table}: Pick<UniverseIndex, 'schema' | 'table'>, indexes: readonly UniverseIndex[]): Promise<readonly WalCost[]> {
	const none = (because: string): readonly WalCost[] => indexes.map(({key}) => ({kind: 'not measured', index: key, because}));
	const facts = await readWriteFacts(session, schema, table);
	if (facts === null || facts.kind === 'm') {
		return none(facts === null ? 'its table is not there' : 'a materialised view is refreshed, not written');
	}

	const place = quoteIdentifier(schema);
	const [copy, rows] = [`${place}.planflip_copy`, `${place}.planflip_rows`];
	// Spread over the table, and yet of few of its pages. What nobody has counted may be empty or large.
	const share = facts.rows > 0 ? Math.min(100, copiedRows * 200 / facts.rows) : 100;
	await session.script(`CREATE TABLE ${rows} AS SELECT t AS "row", row_number() OVER () % ${oneOf} = 0 AS fresh
		FROM ${place}.${quoteIdentifier(table)} AS t TABLESAMPLE SYSTEM (${share}) REPEATABLE (1) LIMIT ${copiedRows};
		CREATE TABLE ${copy} (LIKE ${place}.${quoteIdentifier(table)});
		INSERT INTO ${copy} SELECT ("row").* FROM ${rows} WHERE NOT fresh`);
	const [counted] = await session.query(`SELECT count(*)::int AS fresh FROM ${rows} WHERE fresh`);
	const fresh = Number(counted?.['fresh']);
	if (fresh < fewestRows) {
		return none(`${table} has too few rows for it: ${fresh * oneOf}`);
	}

	const insert = `EXPLAIN (ANALYZE, WAL, TIMING OFF, FORMAT JSON) INSERT INTO ${copy} SELECT ("row").* FROM ${rows} WHERE fresh`;
	const bare = await logged(session, [], insert);
	if (bare === null || bare === 0) {
		return none('this server does not say what it logs of a table that is new (wal_level = minimal)');
	}

	const methods = await readIndexMethods(session, indexes);
	const costs: WalCost[] = [];
	for (const {key, unique} of indexes) {
		const method = methods.get(key);
		try {
			const bytes = method === undefined ? null : await logged(session, [`CREATE ${unique ? 'UNIQUE ' : ''}INDEX ON ${copy} USING ${method}`], insert);
			costs.push(bytes === null ? {kind: 'not measured', index: key, because: 'a checkpoint came in between, or its definition is not known'} : {kind: 'measured', index: key, bytes: Math.max(0, bytes - bare) / fresh});
		} catch (error) {
			if (!(error instanceof PlanflipError) || (error.kind !== 'input' && error.kind !== 'permission')) {
				throw error;
			}

			costs.push({kind: 'not measured', index: key, because: errorLines(error)[0] ?? ''});
		}
	}

	return costs;
}

/** Bytes that a statement logs, after others; taken back. null where pages were logged whole, as they are once after a checkpoint: twice, that is. */
async function logged(session: Session, before: readonly string[], statement: string): Promise<number | null> {
	for (let again = 0; again < 2; again++) {
		await session.script('SAVEPOINT planflip_wal');
		try {
			for (const sql of before) {
				await session.query(sql);
			}

			const [row] = await session.query(statement);
			const root = readExplainJson(String(row?.['QUERY PLAN']))[0]?.nodes[0];
			if (root !== undefined && (numberAt(root.raw, 'WAL FPI') ?? 0) === 0) {
				return numberAt(root.raw, 'WAL Bytes');
			}
		} finally {
			await session.undo('ROLLBACK TO SAVEPOINT planflip_wal; RELEASE SAVEPOINT planflip_wal');
		}
	}

	return null;
}
