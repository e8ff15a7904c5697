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
	/** Keys of some more of the same table that are taken away at once: one answer for all of them, the last one, by all their names. */
	readonly together?: readonly string[];
	/** A fixed number of rounds instead of the looks. */
	readonly rounds?: number | undefined;
	readonly signal: AbortSignal;
	readonly clock: {readonly ms: () => number};
}

/** Rows of one statement: enough that what a row costs is more than what a statement does ... */
const writtenRows = 300;
/** ... unless that takes longer (ms): a DELETE that cascades through other tables, or a busy machine. */
const longestMs = 25;
/** By so many rows it is found out what one takes, and fewer are never written. */
const probedRows = 20;
/** Of no index, looked at for values that differ. */
const fewColumns = 4;
/** Fewer say nothing. */
const fewestRows = 10;
/** For one operation with and without one index; more sides have as much more (ms). The first look is taken whatever it costs. */
const budgetMs = 500;

/** What is taken away: one index, or several at once. */
interface Absence {
	readonly name: string;
	readonly indexes: readonly UniverseIndex[];
}

/**
 * What indexes add to writing, with all of them against without each, in turns; nothing stays, as each execution is taken back. On rung 1 only: elsewhere
 * others would wait, or it would be their rows. DROP takes the index away, because one that is merely not kept up still forbids HOT updates.
 */
export async function measureWrites(request: WritesRequest): Promise<readonly WriteCost[]> {
	const absences = absencesOf(request);
	const first = absences[0]?.indexes[0];
	const refusal = request.rung.number === 1 ? null : `rows are written only in a database that nobody else depends on (here: ${request.rung.badge})`;
	const facts = first === undefined || refusal !== null ? null : await readWriteFacts(request.session, first.schema, first.table);
	const because = refusal ?? obstacleOf(facts);
	if (facts === null || because !== null) {
		return notMeasured(absences, because ?? 'its table is not there');
	}

	const on = onWhile(request);
	const siblings = request.universe.indexes.filter(({schema, table, key}) => schema === facts.schema && table === facts.name && on.has(key));
	const others = facts.columns.filter(column => isFree(column) && !siblings.some(index => mentions(index, column))).slice(0, fewColumns);
	const own = absences.map(absence => ownColumn(facts, absence, siblings));
	const columns = [...new Set([...others, ...own].flatMap(column => column?.name ?? []))];
	const sample = await sampleRows(request.session, facts, {count: writtenRows, columns});
	if (sample.places.length < fewestRows) {
		return notMeasured(absences, `${facts.name} has only ${sample.places.length} rows`);
	}

	const shared = {
		'insert': await against(request, facts, absences, {operation: 'insert', statementOf: rows => insertStatement(facts, rows)}, sample),
		'update other': await against(request, facts, absences, {operation: 'update other', statementOf: rows => updateOf(facts, others, rows)}, sample),
		'delete': await against(request, facts, absences, {operation: 'delete', statementOf: rows => deleteStatement(facts, rows)}, sample),
	};
	const costs: WriteCost[] = [];
	for (const [at, absence] of absences.entries()) {
		const column = own[at];
		const [updated] = await against(request, facts, [absence], {operation: 'update indexed', statementOf: rows => column == null ? noColumn('none of its keys is a column that can be written') : updateStatement(facts, column, rows)}, sample);
		costs.push(...costsOf(absence, [shared.insert[at], updated, shared['update other'][at], shared.delete[at]].filter(cost => cost !== undefined)));
	}

	return costs;
}

function absencesOf({universe, indexes, together = []}: WritesRequest): readonly Absence[] {
	const found = (keys: readonly string[]) => keys.flatMap(key => universe.byKey.get(key) ?? []);
	const atOnce = found(together);
	return [
		...found(indexes).map(index => ({name: index.key, indexes: [index]})),
		...(atOnce.length === 0 ? [] : [{name: atOnce.map(({key}) => key).join(', '), indexes: atOnce}]),
	];
}

/** Keys of what is on where nothing is taken away. */
function onWhile({on, indexes, together = []}: WritesRequest): ReadonlySet<string> {
	return new Set([...on.on, ...indexes, ...together]);
}

function costsOf({name, indexes: [first]}: Absence, operations: readonly OperationCost[]): readonly WriteCost[] {
	return first === undefined ? [] : [{index: name, schema: first.schema, table: first.table, operations}];
}

function notMeasured(absences: readonly Absence[], because: string): readonly WriteCost[] {
	return absences.flatMap(absence => costsOf(absence, writeOperations.map(operation => ({kind: 'not measured', operation, because}))));
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

/** A column of the indexes that none beside them has, if there is one; its values can be exchanged between rows. */
function ownColumn(facts: WriteFacts, {indexes}: Absence, siblings: readonly UniverseIndex[]): WriteColumn | null {
	const unique = new Set(facts.uniques.flatMap(({columns}) => columns));
	const all = facts.columns.filter(column => !column.generated && indexes.some(index => mentions(index, column)));
	const exchangeable = all.filter(({name}) => !unique.has(name));
	const candidates = exchangeable.length > 0 ? exchangeable : all;
	const alone = candidates.find(column => !siblings.some(other => !indexes.includes(other) && mentions(other, column)));
	return alone ?? candidates.at(-1) ?? null;
}

type Stated = WriteStatement & {readonly kind: 'statement'};

interface Side {
	readonly configuration: IndexConfiguration;
	readonly samples: number[];
	told: Written | null;
}

interface Writing {
	readonly operation: WriteOperation;
	readonly statementOf: (rows: RowSample) => WriteStatement;
}

/** One statement with all the indexes, and in each absence. */
async function against(request: WritesRequest, facts: WriteFacts, absences: readonly Absence[], {operation, statementOf}: Writing, sample: RowSample): Promise<readonly OperationCost[]> {
	const whole = statementOf(sample);
	if (whole.kind === 'obstacle') {
		return absences.map(() => ({kind: 'not measured', operation, because: whole.because}));
	}

	const all = [...onWhile(request)];
	const side = (without: readonly UniverseIndex[]): Side => ({configuration: configurationOf(all.filter(key => !without.some(index => index.key === key))), samples: [], told: null});
	const full = side([]);
	const sides = [full, ...absences.map(({indexes}) => side(indexes))];
	let statement = whole;
	try {
		statement = await inTime(request, facts, {whole, statementOf, sample, configuration: full.configuration});
		await sampleInTurns(request, facts, statement, sides);
	} catch (error) {
		if (!(error instanceof PlanflipError) || request.signal.aborted || error.kind === 'connection' || error.kind === 'bug') {
			throw error;
		}

		return absences.map(() => ({kind: 'not measured', operation, because: errorLines(error)[0] ?? 'it failed'}));
	}

	return sides.slice(1).map(without => ({
		kind: 'measured',
		operation,
		rows: statement.rows,
		ms: {with: median(full.samples), without: median(without.samples)},
		comparison: compareSamples(without.samples, full.samples, {once: request.rounds !== undefined, together: absences.length}),
		walBytes: pairOf(full, without, ({walBytes}) => walBytes),
		hot: operation.startsWith('update') ? pairOf(full, without, ({hot}) => hot) : null,
	}));
}

/** The statement with as many rows as can be written in a moment. */
async function inTime(request: WritesRequest, facts: WriteFacts, {whole, statementOf, sample, configuration}: {
	readonly whole: Stated;
	readonly statementOf: Writing['statementOf'];
	readonly sample: RowSample;
	readonly configuration: IndexConfiguration;
}): Promise<Stated> {
	const probe = statementOf(firstRows(sample, probedRows));
	if (probe.kind === 'obstacle' || probe.rows >= whole.rows) {
		return whole;
	}

	stopIfAborted(request.signal);
	const {ms} = await writeOnce(request, facts, probe, configuration, false);
	const share = longestMs / (ms * whole.rows / probe.rows);
	const fewer = share >= 1 ? whole : statementOf(firstRows(sample, Math.max(probedRows, Math.round(share * sample.places.length))));
	return fewer.kind === 'obstacle' ? probe : fewer;
}

function firstRows({places, texts, greatest}: RowSample, count: number): RowSample {
	return {places: places.slice(0, count), texts: new Map([...texts].map(([name, values]) => [name, values.slice(0, count)])), greatest};
}

function pairOf(full: Side, without: Side, of: (told: Written) => number | null): Pair | null {
	const [a, b] = [full, without].map(({told}) => told === null ? null : of(told));
	return a == null || b == null ? null : {with: a, without: b};
}

/** More of a table's rows than this written and taken back, and its pages are full of what is dead: then no update is HOT any more. */
const fullShare = 0.1;

async function sampleInTurns(request: WritesRequest, facts: WriteFacts, statement: Stated, sides: readonly Side[]): Promise<void> {
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
