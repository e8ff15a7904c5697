import {configurationOf, type IndexConfiguration} from '../catalog/index-configuration.ts';
import {ownSql} from '../database/own-sql.ts';
import {quoteIdentifier} from '../database/quote-identifier.ts';
import {readWriteFacts} from '../database/read-write-facts.ts';
import type {Session} from '../database/session.ts';
import type {WriteColumn, WriteFacts} from '../database/write-facts.ts';
import {errorLines, PlanflipError} from '../errors.ts';
import {abbaOrder} from '../statistics/abba.ts';
import {compareSamples} from '../statistics/compare-samples.ts';
import {looks, nextLook} from '../statistics/looks.ts';
import {median} from '../statistics/median.ts';
import {stopIfAborted} from './execute-side.ts';
import type {IndexUniverse, UniverseIndex} from './index-universe.ts';
import type {Rung} from './rung.ts';
import {sampleRows} from './sample-rows.ts';
import type {Workbench} from './workbench.ts';
import {type OperationCost, type Pair, type WriteCost, type WriteOperation, writeOperations} from './write-cost.ts';
import {deleteStatement, insertStatement, type RowSample, updateStatement, type WriteStatement} from './write-statements.ts';
import {type Written, writeOnce} from './write-once.ts';

export interface WritesRequest {
	readonly session: Session;
	readonly workbench: Workbench;
	readonly rung: Rung;
	readonly universe: IndexUniverse;
	/** What is on beside them. */
	readonly on: IndexConfiguration;
	/** Keys of the indexes in question, all of one table. */
	readonly indexes: readonly string[];
	/** A fixed number of rounds instead of the looks. */
	readonly rounds?: number | undefined;
	readonly signal: AbortSignal;
	readonly clock: {readonly ms: () => number};
}

/** Rows of one statement: enough that what a row costs is more than what a statement does. */
const writtenRows = 300;
/** Of no index, looked at for values that differ. */
const fewColumns = 4;
/** Fewer say nothing. */
const fewestRows = 10;
/** For one operation with and without one index; more sides have as much more (ms). */
const budgetMs = 1500;

/**
 * What indexes add to writing, with all of them against without each, in turns; nothing stays, as each execution is taken back. On rung 1 only: elsewhere
 * others would wait, or it would be their rows. DROP takes the index away, because one that is merely not kept up still forbids HOT updates.
 */
export async function measureWrites(request: WritesRequest): Promise<readonly WriteCost[]> {
	const indexes = request.indexes.flatMap(key => request.universe.byKey.get(key) ?? []);
	const [first] = indexes;
	const refusal = request.rung.number === 1 ? null : `rows are written only in a database that nobody else depends on (here: ${request.rung.badge})`;
	const facts = first === undefined || refusal !== null ? null : await readWriteFacts(request.session, first.schema, first.table);
	const because = refusal ?? obstacleOf(facts);
	if (facts === null || because !== null) {
		return indexes.map(index => costOf(index, writeOperations.map(operation => ({kind: 'not measured', operation, because: because ?? 'its table is not there'}))));
	}

	const siblings = request.universe.indexes.filter(({schema, table, key}) => schema === facts.schema && table === facts.name && (request.on.on.has(key) || request.indexes.includes(key)));
	const others = facts.columns.filter(column => isFree(column) && !siblings.some(index => mentions(index, column))).slice(0, fewColumns);
	const own = new Map(indexes.map(index => [index.key, ownColumn(facts, index, siblings)]));
	const columns = [...new Set([...others, ...own.values()].flatMap(column => column?.name ?? []))];
	const sample = await sampleRows(request.session, facts, {count: writtenRows, columns});
	if (sample.places.length < fewestRows) {
		return indexes.map(index => costOf(index, writeOperations.map(operation => ({kind: 'not measured', operation, because: `${facts.name} has only ${sample.places.length} rows`}))));
	}

	const shared = {
		'insert': await against(request, facts, indexes, {operation: 'insert', statement: insertStatement(facts, sample)}),
		'update other': await against(request, facts, indexes, {operation: 'update other', statement: updateOf(facts, others, sample)}),
		'delete': await against(request, facts, indexes, {operation: 'delete', statement: deleteStatement(facts, sample)}),
	};
	const costs: WriteCost[] = [];
	for (const [at, index] of indexes.entries()) {
		const column = own.get(index.key);
		const [updated] = await against(request, facts, [index], {operation: 'update indexed', statement: column == null ? noColumn('none of its keys is a column that can be written') : updateStatement(facts, column, sample)});
		costs.push(costOf(index, [shared.insert[at], updated, shared['update other'][at], shared.delete[at]].filter(cost => cost !== undefined)));
	}

	return costs;
}

function costOf({key, schema, table}: UniverseIndex, operations: readonly OperationCost[]): WriteCost {
	return {index: key, schema, table, operations};
}

/** The first of these columns whose values can be exchanged. */
function updateOf(facts: WriteFacts, columns: readonly WriteColumn[], sample: RowSample): WriteStatement {
	const [first = noColumn('every column is in one of its indexes'), ...more] = columns.map(column => updateStatement(facts, column, sample));
	return [first, ...more].find(({kind}) => kind === 'statement') ?? first;
}

const noColumn = (because: string): WriteStatement => ({kind: 'obstacle', because});

function obstacleOf(facts: WriteFacts | null): string | null {
	switch (facts?.kind) {
		case undefined:
			return 'its table is not there';
		case 'r':
			return null;
		case 'm':
			return 'a materialised view is refreshed, not written';
		default:
			return 'its table is partitioned: its rows have no place of their own to be found by';
	}
}

function isFree({generated, refers}: WriteColumn): boolean {
	return !generated && !refers;
}

/** Whether an index has anything to do with a column: then changing it is no HOT update. A word in an expression may be one. */
function mentions({columns, include, predicate}: UniverseIndex, {name}: WriteColumn): boolean {
	return [...columns, ...include, predicate ?? ''].some(text => text.toLowerCase().includes(name.toLowerCase()));
}

/** A column of the index that none beside it has, if there is one; its values can be exchanged between rows. */
function ownColumn(facts: WriteFacts, index: UniverseIndex, siblings: readonly UniverseIndex[]): WriteColumn | null {
	const unique = new Set(facts.uniques.flatMap(({columns}) => columns));
	const all = facts.columns.filter(column => !column.generated && mentions(index, column));
	const exchangeable = all.filter(({name}) => !unique.has(name));
	const candidates = exchangeable.length > 0 ? exchangeable : all;
	const alone = candidates.find(column => !siblings.some(other => other.key !== index.key && mentions(other, column)));
	return alone ?? candidates.at(-1) ?? null;
}

interface Side {
	readonly configuration: IndexConfiguration;
	readonly samples: number[];
	told: Written | null;
}

/** One statement with all the indexes, and without each. */
async function against(request: WritesRequest, facts: WriteFacts, indexes: readonly UniverseIndex[], {operation, statement}: {readonly operation: WriteOperation; readonly statement: WriteStatement}): Promise<readonly OperationCost[]> {
	if (statement.kind === 'obstacle') {
		return indexes.map(() => ({kind: 'not measured', operation, because: statement.because}));
	}

	const all = new Set([...request.on.on, ...request.indexes]);
	const side = (without: string | null): Side => ({configuration: configurationOf([...all].filter(key => key !== without)), samples: [], told: null});
	const full = side(null);
	const sides = [full, ...indexes.map(({key}) => side(key))];
	try {
		await sampleInTurns(request, facts, statement, sides);
	} catch (error) {
		if (!(error instanceof PlanflipError) || request.signal.aborted || error.kind === 'connection' || error.kind === 'bug') {
			throw error;
		}

		return indexes.map(() => ({kind: 'not measured', operation, because: errorLines(error)[0] ?? 'it failed'}));
	}

	return sides.slice(1).map(without => ({
		kind: 'measured',
		operation,
		rows: statement.rows,
		ms: {with: median(full.samples), without: median(without.samples)},
		comparison: compareSamples(without.samples, full.samples, {once: request.rounds !== undefined, together: indexes.length}),
		walBytes: pairOf(full, without, ({walBytes}) => walBytes),
		hot: operation.startsWith('update') ? pairOf(full, without, ({hot}) => hot) : null,
	}));
}

function pairOf(full: Side, without: Side, of: (told: Written) => number | null): Pair | null {
	const [a, b] = [full, without].map(({told}) => told === null ? null : of(told));
	return a == null || b == null ? null : {with: a, without: b};
}

/** More of a table's rows than this written and taken back, and its pages are full of what is dead: then no update is HOT any more. */
const fullShare = 0.1;

async function sampleInTurns(request: WritesRequest, facts: WriteFacts, statement: WriteStatement & {readonly kind: 'statement'}, sides: readonly Side[]): Promise<void> {
	const start = request.clock.ms();
	let aim = request.rounds ?? looks[0];
	let written = 2 * statement.rows;
	for (let taken = 0; taken < aim;) {
		for (const at of abbaOrder(sides.length, taken + 1).slice(-sides.length)) {
			const side = sides[at];
			if (side !== undefined) {
				stopIfAborted(request.signal);
				if (written > fullShare * facts.rows) {
					await prune(request, facts);
					written = 0;
				}

				const told = await writeOnce(request, facts, statement, side.configuration, side.told === null);
				side.samples.push(told.ms);
				side.told ??= told;
				written += 2 * statement.rows;
			}
		}

		taken++;
		const [full, ...without] = sides;
		if (taken === aim && request.rounds === undefined && full !== undefined) {
			const comparisons = without.map(({samples}) => compareSamples(samples, full.samples, {together: without.length}));
			const undecided = comparisons.find(({verdict}) => verdict === 'cannot tell') ?? comparisons[0];
			const more = undecided === undefined ? 'stop' : nextLook(taken, request.clock.ms() - start, undecided, budgetMs * sides.length / 2);
			aim = more === 'stop' ? taken : taken + more;
		}
	}
}

/** What is dead is cleared away by whoever reads a page, but not while the transaction that left it is open. */
async function prune({session, workbench}: WritesRequest, {schema, name}: WriteFacts): Promise<void> {
	await workbench.rest();
	await session.query(ownSql(`SELECT count(*) FROM ${quoteIdentifier(schema)}.${quoteIdentifier(name)}`));
}
