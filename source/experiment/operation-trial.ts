import type {OperationEntry, Route} from '../catalog/operation-entry.ts';
import type {ServerFacts} from '../database/server-facts.ts';
import type {Session} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import {abbaOrder} from '../statistics/abba.ts';
import {compareSamples} from '../statistics/compare-samples.ts';
import type {Comparison} from '../statistics/comparison.ts';
import {looks, nextLook} from '../statistics/looks.ts';
import {compareAnswers} from './compare-answers.ts';
import type {AnswerCheck, OperationRun, RouteResult, RouteRun, RouteWalk, ServerShare} from './operation-run.ts';
import type {BoundParameter, NamedIndexes} from './run.ts';
import type {Rung} from './rung.ts';
import {routeMs} from './route-time.ts';
import {serverShares} from './server-shares.ts';
import {statementLimit} from './statement-limit.ts';
import {walkRoute} from './walk-route.ts';
import type {Workbench} from './workbench.ts';

export interface OperationRequest {
	readonly session: Session;
	readonly workbench: Workbench;
	readonly rung: Rung;
	readonly facts: ServerFacts;
	readonly operation: OperationEntry;
	/** The usual values, measured; and those of each case, under which the answers are compared too. */
	readonly parameters: readonly BoundParameter[];
	readonly cases: ReadonlyArray<{readonly name: string; readonly parameters: readonly BoundParameter[]}>;
	readonly indexes: NamedIndexes;
	/** Waited after every statement, ms. */
	readonly rttMs: number;
	readonly wait: (ms: number) => Promise<void>;
	/** Fixed number of rounds instead of the sequential looks. */
	readonly rounds?: number | undefined;
	readonly signal: AbortSignal;
	readonly clock: {readonly date: () => Date; readonly ms: () => number};
}

/** What happens while an operation is tried: checked, sampled (often), operated. */
export type OperationEvent =
	| {readonly kind: 'checked'; readonly checks: readonly AnswerCheck[]}
	| {readonly kind: 'round'; readonly taken: number; readonly aim: number}
	| {readonly kind: 'operated'; readonly run: OperationRun};

interface Lane {
	readonly route: Route;
	readonly walks: RouteRun[];
	readonly samples: number[];
}

/**
 * Tries an operation under one configuration: first whether every rewrite answers as the chain does, then the time of each
 * from the first statement to the last row, in turns. Everything is executed for real, in transactions that are rolled back.
 */
export async function * operationTrial(request: OperationRequest): AsyncGenerator<OperationEvent, void, void> {
	const {operation, parameters, clock} = request;
	const startedAt = clock.date();
	const checks = await checkAnswers(request);
	yield {kind: 'checked', checks};

	const wrong = new Set(checks.filter(({verdict}) => verdict.kind === 'different').map(({rewrite}) => rewrite));
	const lanes = [operation.chain, ...operation.rewrites].map((route): Lane => ({route, walks: [], samples: []}));
	const rewrites = lanes.slice(1).filter(({route}) => !wrong.has(route.name));
	for await (const taken of sampleInTurns(request, lanes, rewrites)) {
		yield {kind: 'round', ...taken};
	}

	const results: RouteResult[] = [];
	for (const lane of lanes) {
		results.push(await resultOf(request, lane));
	}

	const [chain, ...others] = results;
	if (chain === undefined) {
		throw new PlanflipError('bug', {message: 'an operation without a chain was measured', where: operation.file});
	}

	yield {kind: 'operated', run: {
		kind: 'OperationRun', operation, parameters, indexes: request.indexes, rung: request.rung, server: request.facts, startedAt, rttMs: request.rttMs, checks, chain,
		rewrites: others.map(result => ({...result, comparison: wrong.has(result.name) ? null : compareSamples(chain.samples, result.samples)})),
	}};
}

async function checkAnswers(request: OperationRequest): Promise<readonly AnswerCheck[]> {
	const {operation, parameters, cases} = request;
	const checks: AnswerCheck[] = [];
	for (const {name, parameters: values} of [{name: 'as usual', parameters}, ...cases]) {
		const {answer} = await walk(request, operation.chain, values, 0);
		for (const rewrite of operation.rewrites) {
			const other = await walk(request, rewrite, values, 0);
			checks.push({case: name, rewrite: rewrite.name, parameters: values, rows: answer.length, verdict: compareAnswers(answer, other.answer)});
		}
	}

	return checks;
}

async function * sampleInTurns(request: OperationRequest, lanes: readonly Lane[], rewrites: readonly Lane[]): AsyncGenerator<{readonly taken: number; readonly aim: number}, void, void> {
	const {clock, rounds, parameters, rttMs} = request;
	const start = clock.ms();
	let aim = rounds ?? looks[0];
	// The answers were compared before: every statement has run at least once, which is the warm-up.
	for (let taken = 0; taken < aim; taken++) {
		for (const at of abbaOrder(lanes.length, taken + 1).slice(-lanes.length)) {
			const lane = lanes[at];
			if (lane !== undefined) {
				const walked = await walk(request, lane.route, parameters, rttMs);
				lane.walks.push(walked);
				lane.samples.push(routeMs(walked));
			}
		}

		yield {taken: taken + 1, aim};
		if (rounds === undefined && taken + 1 === aim) {
			const more = Math.max(0, ...rewrites.map(lane => moreFor(lanes[0], lane, taken + 1, clock.ms() - start)));
			aim += more;
		}
	}
}

function moreFor(chain: Lane | undefined, lane: Lane, taken: number, spentMs: number): number {
	const comparison: Comparison | null = chain === undefined ? null : compareSamples(chain.samples, lane.samples);
	const more = nextLook(taken, spentMs, comparison);
	return more === 'stop' ? 0 : more;
}

async function walk(request: OperationRequest, route: Route, values: readonly BoundParameter[], rttMs: number): Promise<RouteRun> {
	const {signal, workbench, indexes, rung} = request;
	if (signal.aborted) {
		throw new PlanflipError('cancelled', {message: 'measuring was cancelled', hint: 'run it again'});
	}

	return workbench.under(indexes.configuration, statementLimit(rung, null), async () => walkRoute(request, route, values, rttMs));
}

async function resultOf(request: OperationRequest, {route, walks, samples}: Lane): Promise<RouteResult> {
	const order = walks.toSorted((a, b) => routeMs(a) - routeMs(b));
	const typical: RouteWalk = {statements: order[order.length >> 1]?.statements ?? []};
	const server: readonly ServerShare[] = await request.workbench.under(request.indexes.configuration, statementLimit(request.rung, null),
		async () => serverShares(request.session, typical, request.operation));
	return {name: route.name, why: route.why, typical, server, samples};
}
