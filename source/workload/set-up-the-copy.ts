import type {SeededTable} from '../../seeds/seed-table.ts';
import type {IndexDefinition} from '../catalog/catalog-entry.ts';
import type {Session} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import type {Scale} from './scale.ts';
import {slicesOf, type Slice} from './slices.ts';
import {emptySql, markSql, schemaStatements, vacuumSql} from './the-copy-statements.ts';

export type SetupStep = 'schema' | SeededTable | 'constraints' | 'indexes' | 'analyze';

export interface SetupProgress {
	readonly step: SetupStep;
	/** Rows of the table; for the other steps, statements. */
	readonly done: number;
	readonly total: number;
	/** Of the whole setup, by the time it takes: 0 to 1, never less than before, 1 at the very end. */
	readonly fraction: number;
}

export interface SetupOptions {
	readonly scale: Scale;
	readonly seed: number;
	/** Those to build after the rows are in: the baseline's. */
	readonly indexes: readonly IndexDefinition[];
	readonly signal: AbortSignal;
}

/**
 * Rows per COPY, which is also how long an abort may have to wait: half a second of PGlite's time. Not fewer: in a table
 * of the same transaction every COPY begins behind the blocks that the one before had reserved (since PostgreSQL 16, up to
 * 64), and they stay empty. With 5,000 rows a third of the table shots was nothing but such blocks.
 */
const rowsPerCopy = 50_000;

/** How long each step takes at standard scale on PGlite, in per mille of the whole. Close on a server, too. */
const weights: Readonly<Record<SetupStep, number>> = {
	schema: 30, users: 25, projects: 45, scenes: 105, characters: 40, shots: 285, constraints: 105, indexes: 175, analyze: 190,
};

/**
 * Creates The Copy's tables where unqualified names lead, fills them, and builds the indexes, all in one transaction:
 * whatever stops it, nothing half-made is left. The tables must not be there (recogniseTheCopy: absent).
 * @throws PlanflipError cancelled, when the signal is aborted (heard between two COPYs of 50,000 rows; for an end within
 * a statement call session.cancel() too); otherwise what the server said.
 */
export async function* setUpTheCopy(session: Session, options: SetupOptions): AsyncGenerator<SetupProgress, void, undefined> {
	const {scale, seed, indexes, signal} = options;
	// Faker takes some 30 ms to load: only those who fill a database pay for it.
	const {theCopySeeds} = await import('../../seeds/the-copy-seeds.ts');
	const {tables, constraints} = schemaStatements();
	const meter = progressMeter(weights);
	yield * inOneTransaction(session, signal, async function * () {
		yield* perform(session, 'schema', [...tables, markSql(scale, seed)], signal, meter);
		yield* fill(session, slicesOf(theCopySeeds, scale, seed, rowsPerCopy), options, meter);
		yield* perform(session, 'constraints', constraints, signal, meter);
		yield* perform(session, 'indexes', indexes.map(({sql}) => sql), signal, meter);
	});
	yield meter('analyze', 0, 1);
	await settle(session);
	yield meter('analyze', 1, 1);
}

/**
 * Replaces the rows of The Copy's tables, in one transaction; keys and indexes stay as they are. The tables must be planflip's
 * (recogniseTheCopy: ours). Otherwise as setUpTheCopy.
 */
export async function* refillTheCopy(session: Session, options: Omit<SetupOptions, 'indexes'>): AsyncGenerator<SetupProgress, void, undefined> {
	const {scale, seed, signal} = options;
	const {theCopySeeds} = await import('../../seeds/the-copy-seeds.ts');
	const meter = progressMeter({...weights, constraints: 0, indexes: 0});
	yield * inOneTransaction(session, signal, async function * () {
		try {
			yield* perform(session, 'schema', [emptySql, markSql(scale, seed)], signal, meter);
		} catch (error) {
			throw referredTo(error, session.label);
		}

		yield* fill(session, slicesOf(theCopySeeds, scale, seed, rowsPerCopy), options, meter);
	});
	yield meter('analyze', 0, 1);
	await settle(session);
	yield meter('analyze', 1, 1);
}

/** 0A000, cannot truncate a table referenced in a foreign key constraint: what PostgreSQL itself proposes then would empty somebody's table. */
function referredTo(error: unknown, where: string): unknown {
	return error instanceof PlanflipError && error.sqlState === '0A000'
		? new PlanflipError('permission', {message: error.message, where, hint: 'The rows of The Copy are not replaced while a table of somebody\'s refers to them. Take another database, or drop that reference.', sqlState: error.sqlState, cause: error})
		: error;
}

async function* inOneTransaction<T>(session: Session, signal: AbortSignal, work: () => AsyncGenerator<T, void, undefined>): AsyncGenerator<T, void, undefined> {
	let committed = false;
	refuseAborted(signal);
	await session.script('begin');
	try {
		yield * work();
		await session.script('commit');
		committed = true;
	} finally {
		if (!committed) {
			await session.script('rollback').catch(() => undefined); // the connection is gone, and its transaction with it
		}
	}
}

async function* fill(session: Session, slices: AsyncIterable<Slice>, {scale, signal}: Pick<SetupOptions, 'scale' | 'signal'>, meter: Meter): AsyncGenerator<SetupProgress, void, undefined> {
	let loading: SeededTable | null = null;
	let done = 0;
	for await (const {table, columns, chunks} of slices) {
		refuseAborted(signal);
		if (table !== loading) {
			loading = table;
			done = 0;
			yield meter(table, done, scale[table]);
		}

		// FREEZE, as the tables are of this transaction: rows are marked visible to all as they are written, which index-only
		// scans need, and neither the first reader nor VACUUM has to write their blocks again.
		done += await session.copyIn(`copy ${table} (${columns.join(', ')}) from stdin with (freeze true)`, chunks);
		yield meter(table, done, scale[table]);
	}
}

async function* perform(session: Session, step: SetupStep, statements: readonly string[], signal: AbortSignal, meter: Meter): AsyncGenerator<SetupProgress, void, undefined> {
	refuseAborted(signal);
	yield meter(step, 0, statements.length);
	for (const [at, sql] of statements.entries()) {
		refuseAborted(signal);
		await session.query(sql);
		yield meter(step, at + 1, statements.length);
	}
}

async function settle(session: Session): Promise<void> {
	// In no transaction. VACUUM cuts off the empty blocks at the end, and ANALYZE after it counts rows and visible blocks anew.
	await session.script(vacuumSql);
	if (session.kind === 'pglite') {
		// Loading and every index built for a look go through tens of MB of write-ahead log. Nobody else needs it: let each
		// checkpoint delete it instead of keeping it for later, and the folder stays small, and fast to copy.
		await session.script('alter system set wal_recycle = off');
		await session.script('alter system set wal_init_zero = off');
		await session.script('set wal_recycle = off');
		await session.script('checkpoint');
	}
}

type Meter = (step: SetupStep, done: number, total: number) => SetupProgress;

function progressMeter(shares: typeof weights): Meter {
	const order = Object.entries(shares);
	const whole = order.reduce((sum, [, weight]) => sum + weight, 0);
	return (step, done, total) => {
		const before = order.slice(0, order.findIndex(([name]) => name === step)).reduce((sum, [, weight]) => sum + weight, 0);
		const share = total === 0 ? 1 : done / total;
		return {step, done, total, fraction: (before + shares[step] * share) / whole};
	};
}

function refuseAborted(signal: AbortSignal): void {
	if (signal.aborted) {
		throw new PlanflipError('cancelled', {
			message: 'Setting up The Copy was stopped; the database is as it was.',
			cause: signal.reason,
		});
	}
}
