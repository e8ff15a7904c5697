import type {Session} from '../database/session.ts';
import {errorLines, PlanflipError} from '../errors.ts';
import {numberAt} from '../plan/json-object.ts';
import type {BuiltAs, TableCopy} from './table-copy.ts';
import type {Explain} from './workbench.ts';
import {type WriteOperation, writeOperations} from './write-cost.ts';
import {type WriteStatement, writeStatements} from './write-statements.ts';

/** One execution of a statement that writes. */
export interface Written {
	readonly kind: 'written';
	readonly rows: number;
	/** Execution Time. */
	readonly ms: number;
	/** null where pages were logged whole, as they are once after a checkpoint, or nothing of a new table is (wal_level = minimal). */
	readonly walBytes: number | null;
	/** Of the rows it updated, the share that needed no new index entries; null of anything but an UPDATE. */
	readonly hot: number | null;
}

export type WrittenOrNot = Written | (WriteStatement & {readonly kind: 'obstacle'});

/**
 * Makes the copy with these indexes and executes each statement once. A copy bears only one of these: what is taken back stays in its pages and
 * in the leaves of its indexes as long as the transaction is open, since PostgreSQL clears away nothing that is younger than the oldest transaction, our own. On
 * PGlite and on 18, of a fifth of the rows, updated and taken back again and again in pages 70 % full, all were HOT twice, 15 % the third time and none the seventh; a second INSERT
 * logged between a fifth less and half as much again as the first, as leaves had been split, or were nearer to it.
 */
export async function writeOnce(session: Session, explain: Explain, copy: TableCopy, indexes: readonly BuiltAs[]): Promise<ReadonlyMap<WriteOperation, WrittenOrNot>> {
	const {make, undo} = copy.fresh(indexes);
	const statements = writeStatements(copy);
	const done = new Map<WriteOperation, WrittenOrNot>();
	try {
		await session.script(make);
		// Rows are found by their place: reading the copy whole, or sorting it, would hide what writing costs.
		await session.script('SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off');
		let before = {all: 0, hot: 0};
		for (const operation of writeOperations) {
			const statement = statements[operation];
			const told = statement.kind === 'obstacle' ? statement : await executed(explain, copy, statement);
			const after = operation.startsWith('update') ? await updatesSoFar(session, copy) : before;
			done.set(operation, told.kind === 'written' && after.all > before.all ? {...told, hot: (after.hot - before.hot) / (after.all - before.all)} : told);
			before = after;
		}
	} finally {
		await session.undo(undo);
	}

	return done;
}

/** What the server refuses is that statement's; what stopped it ends all. */
async function executed(explain: Explain, {name}: TableCopy, {sql, rows}: WriteStatement & {readonly kind: 'statement'}): Promise<WrittenOrNot> {
	try {
		const {plan: {totals: {executionMs}, nodes: [root, below]}} = await explain({entry: name, sql, parameters: [], file: `writing ${name}`, line: 1}, 'write');
		const found = numberAt(below?.raw ?? {}, 'Actual Rows');
		if (root === undefined || executionMs === null || found !== rows) {
			throw new PlanflipError('bug', {message: `${rows} rows were to be written, and EXPLAIN tells of ${found ?? 'none'}`, where: name});
		}

		const bytes = numberAt(root.raw, 'WAL Bytes');
		return {kind: 'written', rows, ms: executionMs, walBytes: bytes === 0 || numberAt(root.raw, 'WAL FPI') !== 0 ? null : bytes, hot: null};
	} catch (error) {
		if (!(error instanceof PlanflipError) || (error.kind !== 'input' && error.kind !== 'permission')) {
			throw error;
		}

		return {kind: 'obstacle', because: errorLines(error)[0] ?? 'it failed'};
	}
}

/** Of the copy; what was taken back is counted, too. */
async function updatesSoFar(session: Session, {name}: TableCopy): Promise<{readonly all: number; readonly hot: number}> {
	const [row] = await session.query('select pg_catalog.pg_stat_get_xact_tuples_updated(c)::float8 as all, pg_catalog.pg_stat_get_xact_tuples_hot_updated(c)::float8 as hot from pg_catalog.to_regclass($1) as c', [name]);
	return {all: Number(row?.['all'] ?? 0), hot: Number(row?.['hot'] ?? 0)};
}
