import type {ServerFacts} from '../database/server-facts.ts';
import {PlanflipError} from '../errors.ts';
import {planFingerprint} from '../plan/plan-fingerprint.ts';
import type {Plan} from '../plan/plan.ts';
import {compareSamples} from '../statistics/compare-samples.ts';
import type {Comparison} from '../statistics/comparison.ts';
import {looks, nextLook} from '../statistics/looks.ts';
import {median} from '../statistics/median.ts';
import type {Delta, NamedIndexes, Run, Subject} from './run.ts';
import type {Rung} from './rung.ts';
import {statementLimit} from './statement-limit.ts';
import type {TrialEvent} from './trial-events.ts';
import type {Explain, Workbench} from './workbench.ts';
import {writingWorkbench} from './writing-workbench.ts';

export interface TrialRequest {
	readonly workbench: Workbench;
	readonly rung: Rung;
	readonly facts: ServerFacts;
	readonly subject: Subject;
	readonly current: NamedIndexes;
	/** What to compare with, in turns; null measures the current configuration alone. */
	readonly baseline: NamedIndexes | null;
	/** The baseline's statement where it is another one; its plan then is another one too. */
	readonly baselineSubject?: Subject | undefined;
	/** The clock alone decides: that both sides have the same plan settles nothing. For measuring the measuring. */
	readonly timeOnly?: boolean | undefined;
	/** Fixed number of pairs instead of the sequential looks. */
	readonly pairs?: number | undefined;
	readonly signal: AbortSignal;
	/** Wall clock for startedAt, and a monotonic one in ms for the budget. */
	readonly clock: {readonly date: () => Date; readonly ms: () => number};
}

/** How long planning alone may be repeated (ms). */
const planningMs = 50;

/** One side of the comparison while it is being filled. */
interface Side {
	readonly subject: Subject;
	readonly indexes: NamedIndexes;
	readonly startedAt: Date;
	explain: string;
	plan: Plan | null;
	planningMs: number | null;
	firstMs: number | null;
	readonly samples: number[];
	timedOutMs: number | null;
}

/**
 * Tries one entry under one configuration: the plan at once; then warm-up (kept aside), one run with node times, and
 * samples in ABBA order against the baseline until the comparison is decided or the budget is spent.
 * Everything happens inside the workbench's transactions. Stops between statements when the signal is aborted;
 * what runs at that moment is the session's to cancel.
 */
export async function * trial(asked: TrialRequest): AsyncGenerator<TrialEvent, void, void> {
	const {subject, rung, signal, clock} = asked;
	const current = newSide(subject, asked.current, clock.date());
	yield * building(asked, current);
	const {plan} = await asked.workbench.under(current.indexes.configuration, statementLimit(rung, null), explain => explain(subject, 'plan'));
	yield {kind: 'planned', plan};
	const request = {...asked, workbench: writingWorkbench(asked, plan)};

	const baseline = request.baseline === null ? null : newSide(request.baselineSubject ?? subject, request.baseline, clock.date());
	for (const side of baseline === null ? [current] : [current, baseline]) {
		stopIfAborted(signal);
		yield * building(request, side);
		await warmUp(request, side, side === current ? null : current.firstMs);
		if (side.plan !== null) {
			yield {kind: 'executed', side: side === current ? 'current' : 'baseline', run: runOf(request, side), plan: side.plan};
		}
	}

	const comparison = yield * sampleInTurns(request, current, baseline);
	const run = runOf(request, current);
	const delta: Delta | null = baseline === null ? null : {
		kind: 'Delta',
		baseline: runOf(request, baseline),
		current: run,
		comparison,
		samePlan: settled(request, current, baseline),
	};
	yield {kind: 'measured', run, delta};
}

function * building({workbench}: TrialRequest, {indexes}: Side): Generator<TrialEvent, void, void> {
	const toBuild = workbench.toBuild(indexes.configuration);
	if (toBuild.length > 0) {
		yield {kind: 'building', indexes: toBuild.map(index => index.key)};
	}
}

async function * sampleInTurns(request: TrialRequest, current: Side, baseline: Side | null): AsyncGenerator<TrialEvent, Comparison | null, void> {
	const {signal, clock} = request;
	if (current.timedOutMs !== null || baseline?.timedOutMs != null) {
		return null;
	}

	const start = clock.ms();
	let comparison: Comparison | null = null;
	let aim = request.pairs ?? looks[0];
	for (let taken = 0; taken < aim;) {
		// ABBA: a drift of the machine's speed falls on both sides alike.
		const turn = baseline === null ? [current] : (taken % 2 === 0 ? [baseline, current] : [current, baseline]);
		for (const side of turn) {
			stopIfAborted(signal);
			await takeSample(request, side, baseline === null || side === baseline ? null : baseline.firstMs);
			if (side.timedOutMs !== null) {
				return null;
			}
		}

		taken++;
		const look = taken === aim;
		if (look && baseline !== null) {
			comparison = compareSamples(baseline.samples, current.samples, {once: request.pairs !== undefined});
		}

		yield {kind: 'sampled', current: [...current.samples], baseline: [...baseline?.samples ?? []], aim, comparison};
		if (look && request.pairs === undefined && comparison !== null && baseline !== null && !settled(request, current, baseline)) {
			const more = nextLook(taken, clock.ms() - start, comparison);
			aim = more === 'stop' ? taken : taken + more;
		}
	}

	return comparison !== null && baseline !== null && settled(request, current, baseline) ? {...comparison, verdict: 'no difference'} : comparison;
}

/**
 * The first execution is kept aside, the second has the node times; both find out whether the statement ends in time.
 * One execution a transaction: where others wait for its end, it has to be short.
 */
async function warmUp(request: TrialRequest, side: Side, bestMs: number | null): Promise<void> {
	await inTime(request, side, bestMs, async explain => {
		const first = await explain(side.subject, 'sample');
		side.firstMs = first.plan.totals.executionMs;
	});
	if (side.timedOutMs !== null) {
		return;
	}

	// The statement may have ended in the moment it was to be stopped: then it is its successor that must not begin.
	stopIfAborted(request.signal);
	await inTime(request, side, bestMs, async explain => {
		const tree = await explain(side.subject, 'tree');
		side.explain = tree.text;
		side.plan = tree.plan;
		side.planningMs = await planningTime(side.subject, tree.plan, explain);
	});
}

/** The median of four Planning Times, fewer when planning takes long; by now the catalog caches that a flip empties are warm again. */
async function planningTime(subject: Subject, tree: Plan, explain: Explain): Promise<number | null> {
	const times = [tree.totals.planningMs];
	for (let again = 0; again < 3 && times.reduce<number>((sum, ms) => sum + (ms ?? 0), 0) < planningMs; again++) {
		times.push((await explain(subject, 'plan')).plan.totals.planningMs);
	}

	const known = times.filter(ms => ms !== null);
	return known.length === 0 ? null : median(known);
}

async function takeSample(request: TrialRequest, side: Side, bestMs: number | null): Promise<void> {
	await inTime(request, side, bestMs, async explain => {
		const {plan} = await explain(side.subject, 'sample');
		if (plan.totals.executionMs !== null) {
			side.samples.push(plan.totals.executionMs);
		}
	});
}

async function inTime(request: TrialRequest, side: Side, bestMs: number | null, work: (explain: Explain) => Promise<void>): Promise<void> {
	const limits = statementLimit(request.rung, bestMs);
	try {
		await request.workbench.under(side.indexes.configuration, limits, work);
	} catch (error) {
		// statement_timeout and a user's cancel come with the same SQLSTATE.
		if (error instanceof PlanflipError && error.sqlState === '57014' && !request.signal.aborted) {
			side.timedOutMs = limits.statementMs;
			return;
		}

		throw error;
	}
}

function newSide(subject: Subject, indexes: NamedIndexes, startedAt: Date): Side {
	return {subject, indexes, startedAt, explain: '', plan: null, planningMs: null, firstMs: null, samples: [], timedOutMs: null};
}

/** Both sides do the same: whatever the clock says, there is no difference. */
function settled({timeOnly = false}: TrialRequest, a: Side, b: Side): boolean {
	return !timeOnly && a.plan !== null && b.plan !== null && planFingerprint(a.plan) === planFingerprint(b.plan);
}

function runOf({rung, facts}: TrialRequest, side: Side): Run {
	return {
		kind: 'Run',
		subject: side.subject,
		indexes: side.indexes,
		rung,
		server: facts,
		startedAt: side.startedAt,
		explain: side.explain,
		planningMs: side.planningMs,
		firstMs: side.firstMs,
		samples: [...side.samples],
		timedOutMs: side.timedOutMs,
	};
}

function stopIfAborted(signal: AbortSignal): void {
	if (signal.aborted) {
		throw new PlanflipError('cancelled', {message: 'measuring was cancelled', hint: 'Enter measures again'});
	}
}
