import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import type {Session} from '../database/session.ts';
import type {WriteFacts} from '../database/write-facts.ts';
import {PlanflipError} from '../errors.ts';
import {numberAt} from '../plan/json-object.ts';
import type {Explained} from './explain.ts';
import type {Workbench} from './workbench.ts';
import type {WriteStatement} from './write-statements.ts';

/** One execution of a statement that writes. */
export interface Written {
	/** Execution Time, foreign keys and triggers with it. */
	readonly ms: number;
	/** null: not asked, or not told. */
	readonly walBytes: number | null;
	/** Of the rows it updated, the share that needed no new index entries; null: not asked, or nothing was updated. */
	readonly hot: number | null;
}

const limitMs = 10_000;

/**
 * Writes under a configuration, twice, each time taken back; the second time counts. The first
 * fills the catalog caches and the foreign keys' plans, which a switch empties; with `ask` it also
 * tells the HOT share, and a third what the write-ahead log got.
 */
export async function writeOnce(
	{session, workbench}: {readonly session: Session; readonly workbench: Workbench},
	facts: WriteFacts,
	{sql, values}: WriteStatement & {readonly kind: 'statement'},
	configuration: IndexConfiguration,
	ask: boolean,
): Promise<Written> {
	const subject = {entry: facts.name, sql, parameters: values.map((value, at) => ({name: `$${at + 1}`, value})), file: `writing ${facts.schema}.${facts.name}`, line: 1};
	return workbench.under(configuration, {statementMs: limitMs, mayWrite: true}, async explain => {
		// Rows are found by their place, one by one: reading a table whole would hide what writing costs.
		await session.script('SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off');
		// Later on the table's pages are full of what was taken back, and no update is HOT any more.
		const hot = ask ? await hotShare(session, facts, async () => explain(subject, 'sample')) : null;
		if (!ask) {
			await explain(subject, 'sample');
		}

		const {plan: {totals}} = await explain(subject, 'sample');
		if (totals.executionMs === null) {
			throw new PlanflipError('bug', {message: 'EXPLAIN ANALYZE told no Execution Time', where: subject.file});
		}

		return {ms: totals.executionMs, walBytes: ask ? await walBytes(async () => explain(subject, 'tree')) : null, hot};
	});
}

/** By the counters, of one execution. */
async function hotShare(session: Session, facts: WriteFacts, execute: () => Promise<Explained>): Promise<number | null> {
	const before = await updatesSoFar(session, facts);
	await execute();
	const after = await updatesSoFar(session, facts);
	const updated = after.all - before.all;
	return updated > 0 ? (after.hot - before.hot) / updated : null;
}

/** Of an execution that is not the first: that one logs every page whole that a checkpoint came before. */
async function walBytes(execute: () => Promise<Explained>): Promise<number | null> {
	const {plan: {nodes: [root]}} = await execute();
	return root === undefined ? null : numberAt(root.raw, 'WAL Bytes');
}

/** Of this transaction; what was taken back is counted, too. */
async function updatesSoFar(session: Session, {schema, name}: WriteFacts): Promise<{readonly all: number; readonly hot: number}> {
	const [row] = await session.query('select n_tup_upd::float8 as all, n_tup_hot_upd::float8 as hot from pg_catalog.pg_stat_xact_user_tables where schemaname = $1 and relname = $2', [schema, name]);
	return {all: Number(row?.['all'] ?? 0), hot: Number(row?.['hot'] ?? 0)};
}
