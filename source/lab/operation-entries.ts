import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import type {OperationEntry, Route} from '../catalog/operation-entry.ts';
import type {SqlValue} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import {inTime} from '../experiment/explain-in-time.ts';
import {type Learnt, learnRoute, type LearntRoute} from '../experiment/learn-route.ts';
import {operationStatements} from '../experiment/operation-statements.ts';
import type {BoundParameter} from '../experiment/run.ts';
import {rungOf} from '../experiment/rung.ts';
import type {Limits} from '../experiment/workbench.ts';
import type {Bench} from './bench.ts';
import {endsAll} from './ends-all.ts';
import {sampleEntry} from './sample-entry.ts';

/** The statements of an operation, ready to be planned like queries. */
export interface OperationEntries {
	readonly entries: readonly CatalogEntry[];
	/** What was not walked to its end, and why: what comes after that is planned without the values of rows. */
	readonly notes: readonly string[];
}

export interface WalkGrounds {
	readonly bench: Bench;
	readonly clock: {readonly ms: () => number};
	/** false: nothing of the operation is executed. */
	readonly walk: boolean;
	readonly signal: AbortSignal;
}

/** For one statement on the way: it is executed for its values only. */
const limits: Limits = {statementMs: 5000};
/** What writes is where a walk ends: nothing is wrong with it. */
const readOnly = '25006';

/** Walks along each route of an operation once, read-only and with the indexes as they are built, so that nobody has to wait for it. What fails is told, and costs values only. */
export async function operationEntries(operation: OperationEntry, grounds: WalkGrounds): Promise<OperationEntries> {
	const {bench, walk, signal} = grounds;
	const notes: string[] = [];
	const values = await sampleEntry(bench, operation).catch((error: unknown) => {
		notes.push(`${operation.name} was not walked: ${reasonOf(error, signal)}`);
		return null;
	});
	const unsampled = (values ?? []).filter(({note}) => note !== null).map(({name}) => name);
	if (unsampled.length > 0) {
		notes.push(`${operation.name} was walked with NULL for ${unsampled.join(', ')}: the sample found no row.`);
	}

	const learnt = new Map<string, Learnt>();
	const reasons = new Set<string>();
	let broken = false;
	for (const route of walk && values !== null ? [operation.chain, ...operation.rewrites] : []) {
		const {statements, obstacle} = await walkOnce(operation, route, values ?? [], grounds);
		for (const [sql, {times, values: bound}] of statements) {
			const before = learnt.get(sql);
			learnt.set(sql, {times: times + (before?.times ?? 0), values: before?.values ?? bound});
		}

		if (obstacle !== null) {
			reasons.add(reasonOf(obstacle, signal));
			broken ||= !(obstacle instanceof PlanflipError) || obstacle.sqlState !== readOnly;
		}
	}

	const entries = operationStatements(operation, values ?? [], learnt);
	const without = entries.filter(({parameters}) => parameters.some(({value}) => value === undefined)).map(({name}) => name);
	if (walk && values !== null && without.length > 0) {
		notes.push(`${without.join(', ')}: no value is known, as ${reasons.size === 0 ? 'a step before found no row' : `the walk ended before (${[...reasons].join(' ')})`}.`);
	} else if (broken) {
		notes.push(`${operation.name} was not walked to its end: ${[...reasons].join(' ')}`);
	}

	return {entries, notes};
}

/** Where a flip would make others wait (rung 5), nothing is flipped for this. */
async function walkOnce(operation: OperationEntry, route: Route, values: readonly BoundParameter[], {bench, clock, signal}: WalkGrounds): Promise<LearntRoute> {
	const {session, rung, universe} = bench;
	const workbench = rung.number === 5 ? bench.workbenchFor(rungOf(6)) : bench.workbench;
	const {within, recovered} = inTime(session, limits);
	const timed = {query: async (sql: string, bound?: readonly SqlValue[]) => within(() => session.query(sql, bound))};
	try {
		return await workbench.under(universe.asBuilt, limits, async () => learnRoute({session: timed, operation, blocks: false, wait: () => Promise.resolve(), signal, clock}, route, values));
	} catch (error) {
		return {statements: new Map(), obstacle: error};
	} finally {
		await recovered();
	}
}

/** @throws what ends everything */
function reasonOf(error: unknown, signal: AbortSignal): string {
	if (endsAll(error, signal) || !(error instanceof PlanflipError) || error.kind === 'bug') {
		throw error;
	}

	return error.message;
}
