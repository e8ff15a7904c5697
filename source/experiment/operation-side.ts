import type {Route} from '../catalog/operation-entry.ts';
import {PlanflipError} from '../errors.ts';
import {compareSamples} from '../statistics/compare-samples.ts';
import type {OperationRequest} from './operation-request.ts';
import type {AnswerCheck, OperationRun, RouteDelta, RouteResult, RouteRun, RouteWalk, StatementRun} from './operation-run.ts';
import type {BoundParameter, NamedIndexes} from './run.ts';
import {routeMs} from './route-time.ts';
import {type PlannedShare, serverShare} from './server-share.ts';
import {rungOf} from './rung.ts';
import {statementLimit} from './statement-limit.ts';
import {walkRoute} from './walk-route.ts';
import type {Limits} from './workbench.ts';

/** A route under one configuration while it is being measured. */
export interface Lane {
	readonly route: Route;
	readonly walks: RouteWalk[];
	readonly samples: number[];
	/** By statement and values: a loop asks the same again, and so does the next walk. */
	readonly shares: Map<string, PlannedShare>;
}

/** One configuration while it is being measured: the chain's lane, then those of the rewrites. */
export interface Side {
	readonly indexes: NamedIndexes;
	readonly startedAt: Date;
	readonly lanes: readonly Lane[];
}

export function newSide({operation, clock}: OperationRequest, indexes: NamedIndexes): Side {
	return {
		indexes,
		startedAt: clock.date(),
		lanes: [operation.chain, ...operation.rewrites].map(route => ({route, walks: [], samples: [], shares: new Map()})),
	};
}

/** Walks along a route without waiting between its statements. */
export async function walkOnce(request: OperationRequest, indexes: NamedIndexes, route: Route, values: readonly BoundParameter[]): Promise<RouteRun> {
	stopIfAborted(request.signal);
	return request.workbench.under(indexes.configuration, limitsOf(request), async () => walkRoute(request, route, values, 0));
}

/**
 * One more sample. The walk before it is not timed and waits for nothing: a flip empties the catalog caches, and the first
 * statements after it would be charged with filling them, under the one configuration and not under the other.
 */
export async function takeWalk(request: OperationRequest, {indexes}: Side, lane: Lane): Promise<void> {
	stopIfAborted(request.signal);
	const walked = await request.workbench.under(indexes.configuration, limitsOf(request), async () => {
		const begun = request.clock.ms();
		await walkRoute(request, lane.route, request.parameters, 0, begun);
		return walkRoute(request, lane.route, request.parameters, request.rttMs, begun);
	});
	lane.walks.push({statements: walked.statements});
	lane.samples.push(routeMs(walked));
}

/** Asks the server about those statements of a walk that it was not asked about yet. */
export async function askServer(request: OperationRequest, {indexes}: Side, {shares}: Lane, {statements}: RouteWalk): Promise<void> {
	const unknown = new Map(statements.filter(statement => !shares.has(keyOf(statement))).map(statement => [keyOf(statement), statement]));
	const groups = request.blocks ? [...unknown].map(each => [each]) : [[...unknown]];
	for (const group of groups.filter(each => each.length > 0)) {
		await request.workbench.under(indexes.configuration, limitsOf(request), async () => {
			for (const [key, statement] of group) {
				stopIfAborted(request.signal);
				shares.set(key, await serverShare(request.session, statement, request.operation));
			}
		});
	}
}

/** What is known of a lane by now. */
function resultOf({route, walks, samples, shares}: Lane): RouteResult {
	const typical = typicalOf(walks);
	return {
		name: route.name,
		why: route.why,
		typical,
		server: typical.statements.map(statement => shares.get(keyOf(statement))?.share ?? {ms: 0, blocks: 0, read: 0, explain: ''}),
		samples: [...samples],
	};
}

/** The walk whose time is the median. */
export function typicalOf(walks: readonly RouteWalk[]): RouteWalk {
	const order = walks.toSorted((a, b) => routeMs(a) - routeMs(b));
	return order[order.length >> 1] ?? {statements: []};
}

/** The side as a run; a rewrite that answers differently is not compared. */
export function runOf(request: OperationRequest, {indexes, startedAt, lanes}: Side, checks: readonly AnswerCheck[]): OperationRun {
	const {operation, parameters, rung, facts, rttMs} = request;
	const [chain, ...rewrites] = lanes.map(lane => resultOf(lane));
	if (chain === undefined) {
		throw new PlanflipError('bug', {message: 'an operation without a chain was measured', where: operation.file});
	}

	const wrong = wrongRewrites(checks);
	return {
		kind: 'OperationRun', operation, parameters, indexes, rung, server: facts, startedAt, rttMs, checks, chain,
		rewrites: rewrites.map(result => ({
			...result,
			comparison: wrong.has(result.name) || chain.samples.length === 0 ? null : compareSamples(chain.samples, result.samples, {once: request.rounds !== undefined}),
		})),
	};
}

export function wrongRewrites(checks: readonly AnswerCheck[]): ReadonlySet<string> {
	return new Set(checks.filter(({verdict}) => verdict.kind === 'different').map(({rewrite}) => rewrite));
}

/** Route by route, the one configuration against the other. */
export function routeDeltas({rounds}: OperationRequest, baseline: Side, current: Side): readonly RouteDelta[] {
	return current.lanes.flatMap((lane, at): readonly RouteDelta[] => {
		const before = baseline.lanes[at];
		if (before === undefined) {
			return [];
		}

		const samePlans = plansOf(before) === plansOf(lane);
		const comparison = compareSamples(before.samples, lane.samples, {once: rounds !== undefined});
		return [{name: lane.route.name, comparison: samePlans ? {...comparison, verdict: 'no difference'} : comparison, samePlans}];
	});
}

function plansOf({walks, shares}: Lane): string {
	return typicalOf(walks).statements.map(statement => shares.get(keyOf(statement))?.fingerprint ?? '').join(' ');
}

function keyOf({sql, values}: StatementRun): string {
	return JSON.stringify([sql, values]);
}

export function stopIfAborted(signal: AbortSignal): void {
	if (signal.aborted) {
		throw new PlanflipError('cancelled', {message: 'measuring was cancelled', hint: 'run it again'});
	}
}

function limitsOf({rung, blocks}: OperationRequest): Limits {
	return statementLimit(rung.number === 5 && !blocks ? rungOf(6) : rung, null);
}
