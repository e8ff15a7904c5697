import {configurationOf, type IndexConfiguration} from '../catalog/index-configuration.ts';
import {readWriteFacts} from '../database/read-write-facts.ts';
import type {Session} from '../database/session.ts';
import {errorLines, PlanflipError} from '../errors.ts';
import type {IndexUniverse, UniverseIndex} from './index-universe.ts';
import {readIndexMethods} from './read-index-methods.ts';
import type {Rung} from './rung.ts';
import {tableCopy} from './table-copy.ts';
import type {Explain, Workbench} from './workbench.ts';
import {notMeasured, type WriteCost} from './write-cost.ts';
import {writeInTurns} from './write-in-turns.ts';
import {writeOnce} from './write-once.ts';
import {writtenColumns} from './written-columns.ts';

export interface WritesRequest {
	readonly session: Session;
	readonly workbench: Workbench;
	readonly rung: Rung;
	readonly universe: IndexUniverse;
	/** What is on beside them. */
	readonly on: IndexConfiguration;
	/** Of one table: they are taken away at once. */
	readonly indexes: readonly [UniverseIndex, ...UniverseIndex[]];
	/** A fixed number of rounds, whatever they take. */
	readonly rounds?: number | undefined;
	/** Else no round is begun after so long (ms), but the first. */
	readonly budgetMs: number;
	readonly signal: AbortSignal;
	readonly clock: {readonly ms: () => number};
}

/** For one statement (ms). */
const statementMs = 10_000;

/**
 * What indexes add to writing: a private copy of their table is written with all that are on, and without these, in turns. The copy is made anew for each
 * execution and gone with it: neither rows nor pages of the table itself are touched, and nothing of one round is in the next. On rung 1 only: elsewhere
 * tables would be made in somebody's database, and the ones of an index that is only proposed locked.
 */
export async function measureWrites(request: WritesRequest): Promise<WriteCost> {
	const {session, workbench, rung, on, indexes, signal} = request;
	const named = {...indexes[0], key: indexes.map(({key}) => key).join(', ')};
	if (rung.number !== 1) {
		return notMeasured(named, `rows are written only in a database that nobody else depends on (here: ${rung.badge})`);
	}

	const all = configurationOf([...on.on, ...indexes.map(({key}) => key)]);
	try {
		const cost = await workbench.under(all, {statementMs, mayWrite: true}, async explain => written({...request, on: all}, session, explain));
		return typeof cost === 'string' ? notMeasured(named, cost) : {index: named.key, schema: named.schema, table: named.table, ...cost};
	} catch (error) {
		if (!(error instanceof PlanflipError) || signal.aborted || error.kind === 'connection' || error.kind === 'bug') {
			throw error;
		}

		return notMeasured(named, errorLines(error)[0] ?? 'it failed');
	}
}

/** While all indexes are there, proposed ones, too. A sentence where nothing can be written. */
async function written(request: WritesRequest, session: Session, explain: Explain): Promise<Pick<WriteCost, 'copied' | 'operations'> | string> {
	const {universe, on, indexes: [first]} = request;
	const facts = await readWriteFacts(session, first.schema, first.table);
	const because = facts === null ? 'its table is not there' : obstacles[facts.kind];
	if (facts === null || because !== undefined) {
		return because ?? '';
	}

	// What is INVALID may be so because it cannot be built.
	const present = universe.indexes.filter(({schema, table, key, valid}) => schema === facts.schema && table === facts.name && on.on.has(key) && (valid || isOneOf(request, key)));
	const methods = await readIndexMethods(session, present);
	const built = present.flatMap(({key, unique}) => {
		const method = methods.get(key);
		// Only a B-tree keeps rows apart by being UNIQUE; what backs an exclusion constraint or WITHOUT OVERLAPS is built without it.
		return method === undefined ? [] : [{key, method, unique: unique && method.startsWith('btree')}];
	});
	if (!request.indexes.every(({key}) => methods.has(key))) {
		return 'Postgres does not say how it is defined';
	}

	const copy = await tableCopy(session, facts, writtenColumns(facts, request.indexes, present.filter(({key}) => !isOneOf(request, key))));
	if (typeof copy === 'string') {
		return copy;
	}

	const others = built.filter(({key}) => !isOneOf(request, key));
	return {copied: copy.rows, operations: await writeInTurns(request, async side => writeOnce(session, explain, copy, side === 'with' ? built : others))};
}

const obstacles: Readonly<Record<string, string>> = {m: 'a materialised view is refreshed, not written', f: 'a foreign table has no indexes here'};

function isOneOf({indexes}: WritesRequest, wanted: string): boolean {
	return indexes.some(({key}) => key === wanted);
}
