import {PlanflipError} from '../errors.ts';
import type {Plan} from '../plan/plan.ts';
import {median} from '../statistics/median.ts';
import type {Subject} from './run.ts';
import type {Rung} from './rung.ts';
import type {Side} from './side.ts';
import {statementLimit} from './statement-limit.ts';
import type {Explain, Workbench} from './workbench.ts';

/** With what a side is executed. */
export interface Executor {
	readonly workbench: Workbench;
	readonly rung: Rung;
	readonly signal: AbortSignal;
}

/** How long planning alone may be repeated (ms). */
const planningMs = 50;

/**
 * The first execution is kept aside, the second has the node times; both find out whether the statement ends in time.
 * One execution a transaction: where others wait for its end, it has to be short.
 */
export async function warmUp(executor: Executor, side: Side, bestMs: number | null): Promise<void> {
	await inTime(executor, side, bestMs, async explain => {
		const first = await explain(side.subject, 'sample');
		side.firstMs = first.plan.totals.executionMs;
	});
	if (side.timedOutMs !== null) {
		return;
	}

	// The statement may have ended in the moment it was to be stopped: then it is its successor that must not begin.
	stopIfAborted(executor.signal);
	await inTime(executor, side, bestMs, async explain => {
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

/** One execution more; the time of the fastest known says when to give up. */
export async function takeSample(executor: Executor, side: Side, bestMs: number | null): Promise<void> {
	await inTime(executor, side, bestMs, async explain => {
		const {plan} = await explain(side.subject, 'sample');
		if (plan.totals.executionMs !== null) {
			side.samples.push(plan.totals.executionMs);
		}
	});
}

async function inTime(executor: Executor, side: Side, bestMs: number | null, work: (explain: Explain) => Promise<void>): Promise<void> {
	const limits = statementLimit(executor.rung, bestMs);
	try {
		await executor.workbench.under(side.indexes.configuration, limits, work);
	} catch (error) {
		// statement_timeout and a user's cancel come with the same SQLSTATE.
		if (error instanceof PlanflipError && error.sqlState === '57014' && !executor.signal.aborted) {
			side.timedOutMs = limits.statementMs;
			return;
		}

		throw error;
	}
}

export function stopIfAborted(signal: AbortSignal): void {
	if (signal.aborted) {
		throw new PlanflipError('cancelled', {message: 'measuring was cancelled', hint: 'Enter measures again'});
	}
}
