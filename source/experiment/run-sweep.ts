import type {ServerFacts} from '../database/server-facts.ts';
import type {Session} from '../database/session.ts';
import {errorLines, PlanflipError} from '../errors.ts';
import {abbaOrder} from '../statistics/abba.ts';
import {askPlanCache, costOf} from './ask-plan-cache.ts';
import {stopIfAborted} from './execute-side.ts';
import {planShape} from './plan-shape.ts';
import {forgetPrepared, genericWorkbench} from './prepared-statement.ts';
import type {NamedIndexes, Subject} from './run.ts';
import type {Rung} from './rung.ts';
import {newSide, type Side} from './side.ts';
import {statementLimit} from './statement-limit.ts';
import type {GenericPlan, ParameterChoice, Sweep} from './sweep.ts';
import {newLane, planLane, sampleSide, type SweepLane, tryOf, warmUpSide} from './sweep-lane.ts';
import type {SweptValue} from './swept-value.ts';
import type {Workbench} from './workbench.ts';
import {writingWorkbench} from './writing-workbench.ts';

export interface SweepRequest {
	readonly session: Session;
	readonly workbench: Workbench;
	readonly rung: Rung;
	readonly facts: ServerFacts;
	/** With the usual values. */
	readonly subject: Subject;
	/** 1-based: the n of the `$n` that varies. */
	readonly position: number;
	readonly values: readonly SweptValue[];
	readonly choices: readonly ParameterChoice[];
	readonly indexes: NamedIndexes;
	/** A prepared statement obeys this configuration too; hints and HypoPG reach an EXPLAIN only. */
	readonly prepares: boolean;
	/** Why nothing is executed; null where it is. */
	readonly planOnly: string | null;
	/** Fixed number of samples instead of as many as the time allows, ten at the most. */
	readonly samples?: number | undefined;
	readonly signal: AbortSignal;
	readonly clock: {readonly date: () => Date; readonly ms: () => number};
}

/** In this order: building (where an index is), swept (planned; often measuring; done at last). */
export type SweepStep =
	| {readonly kind: 'building'; readonly indexes: readonly string[]}
	| {readonly kind: 'swept'; readonly sweep: Sweep};

/** Ten values leave out one at either end for an interval of 97.9 %: see medianInterval. */
const mostSamples = 10;
/** A value that takes its time has fewer samples: so long (ms), and one at the least. */
const sideMs = 1500;

/** EXPLAIN (GENERIC_PLAN): https://www.postgresql.org/docs/16/release-16.html */
const explainsGeneric = 160_000;

/** One side of a lane, and on what it is executed. */
interface Turn {
	readonly lane: SweepLane;
	readonly side: Side;
	readonly workbench: Workbench;
	spentMs: number;
}

/**
 * Tries one statement with several values of one parameter: all are planned first, then the generic plan; then, where that is allowed,
 * all are executed, in turns, so that the machine's moods fall on all alike; by the generic plan too, where that goes another way.
 * A value that fails is told and left out. Each execution has the limits of a trial; an abort is heard between two statements.
 */
export async function * runSweep(request: SweepRequest): AsyncGenerator<SweepStep, void, void> {
	const {subject, position, values, indexes, signal, clock, planOnly} = request;
	const toBuild = request.workbench.toBuild(indexes.configuration);
	if (toBuild.length > 0) {
		yield {kind: 'building', indexes: toBuild.map(index => index.key)};
	}

	const lanes = values.map(value => newLane(withValue(subject, position, value), value, indexes, clock.date()));
	for (const lane of lanes) {
		stopIfAborted(signal);
		await planLane(request, lane);
	}

	let generic: GenericPlan | null = null;
	const swept = (phase: Sweep['phase']): SweepStep => ({kind: 'swept', sweep: {
		kind: 'Sweep', entry: subject.entry, parameters: subject.parameters, position, choices: request.choices, indexes, rung: request.rung, server: request.facts,
		tries: lanes.map(lane => tryOf(request, lane)), generic, planOnly, phase,
	}});
	yield swept('planned');
	stopIfAborted(signal);
	generic = await planGenerically(request, lanes);
	yield swept(planOnly === null ? 'measuring' : 'done');
	if (planOnly !== null) {
		return;
	}

	const turns: Turn[] = [];
	for (const lane of lanes) {
		if (lane.planned !== null) {
			const workbench = writingWorkbench(request, lane.planned.plan);
			turns.push({lane, side: lane.custom, workbench, spentMs: 0});
			if (generic.kind === 'planned' && request.prepares && generic.shape !== planShape(lane.planned.plan)) {
				lane.generic = newSide(lane.subject, indexes, clock.date());
				turns.push({lane, side: lane.generic, workbench: genericWorkbench(workbench, request.session), spentMs: 0});
			}
		}
	}

	for (const turn of turns) {
		if (turn.lane.error === null) {
			stopIfAborted(signal);
			await warmUpSide({...request, workbench: turn.workbench}, turn.lane, turn.side);
			yield swept('measuring');
		}
	}

	yield * sampleInTurns(request, turns, () => swept('measuring'));
	yield swept('done');
}

async function * sampleInTurns(request: SweepRequest, turns: readonly Turn[], swept: () => SweepStep): AsyncGenerator<SweepStep, void, void> {
	const {signal, clock, samples: fixed} = request;
	const wants = ({lane, side, spentMs}: Turn) => lane.error === null && side.timedOutMs === null && side.samples.length < (fixed ?? mostSamples)
		&& (fixed !== undefined || side.samples.length === 0 || spentMs < sideMs);
	for (let round = 1; turns.some(turn => wants(turn)); round++) {
		for (const at of abbaOrder(turns.length, round).slice(-turns.length)) {
			const turn = turns[at];
			if (turn !== undefined && wants(turn)) {
				stopIfAborted(signal);
				const start = clock.ms();
				await sampleSide({...request, workbench: turn.workbench}, turn.lane, turn.side);
				turn.spentMs += clock.ms() - start;
			}
		}

		yield swept();
	}
}

/** The statement with this value in its place, the others kept. */
export function withValue(subject: Subject, position: number, {value}: SweptValue): Subject {
	return {...subject, parameters: subject.parameters.map((parameter, at) => at === position - 1 ? {name: parameter.name, value} : parameter)};
}

/** The plan for whatever values, and what Postgres would do with it; where it cannot be had, why. */
async function planGenerically(request: SweepRequest, lanes: readonly SweepLane[]): Promise<GenericPlan> {
	const {session, workbench, rung, facts, subject, indexes, prepares} = request;
	if (!prepares && facts.versionNumber < explainsGeneric) {
		return {kind: 'unknown', because: `${facts.version} plans without values only what is prepared, and under these indexes only an EXPLAIN can be planned`};
	}

	const costs = lanes.flatMap(lane => lane.planned === null ? [] : [{lane, cost: costOf(lane.planned.plan)}]).sort((a, b) => a.cost - b.cost);
	const ends = [...new Set([costs[0], costs.at(-1)])].flatMap(end => end === undefined ? [] : [end.lane]);
	const [first] = ends;
	if (first === undefined) {
		return {kind: 'unknown', because: 'the statement could be planned with none of the values'};
	}

	const limits = statementLimit(rung, null);
	try {
		const {plan} = prepares
			? await genericWorkbench(workbench, session).under(indexes.configuration, limits, explain => explain(first.subject, 'plan'))
			: await workbench.under(indexes.configuration, limits, explain => explain({...subject, parameters: subject.parameters.map(({name}) => ({name, value: null, unknown: true}))}, 'plan'));
		const asked = [];
		for (const {subject: valued, value} of prepares ? ends : []) {
			stopIfAborted(request.signal);
			asked.push(await workbench.under(indexes.configuration, limits, explain => askPlanCache(session, valued, value, explain)));
		}

		const [settings = {}] = await session.query('select pg_catalog.current_setting(\'cpu_operator_cost\')::float8 as cost, pg_catalog.current_setting(\'plan_cache_mode\') as mode');
		return {kind: 'planned', plan, shape: planShape(plan), asked, operatorCost: Number(settings['cost']), mode: String(settings['mode'])};
	} catch (error) {
		if (error instanceof PlanflipError && error.kind === 'input') {
			return {kind: 'unknown', because: errorLines(error).join(' ')};
		}

		throw error;
	} finally {
		await forgetPrepared(session).catch(() => undefined);
	}
}
