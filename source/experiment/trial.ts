import type {ServerFacts} from '../database/server-facts.ts';
import {compareSamples} from '../statistics/compare-samples.ts';
import type {Comparison} from '../statistics/comparison.ts';
import {looks, nextLook} from '../statistics/looks.ts';
import {stopIfAborted, takeSample, warmUp} from './execute-side.ts';
import type {Delta, NamedIndexes, Subject} from './run.ts';
import type {Rung} from './rung.ts';
import {newSide, runOf, samePlan, type Side} from './side.ts';
import {statementLimit} from './statement-limit.ts';
import {tellBuilding} from './tell-building.ts';
import type {TrialEvent} from './trial-events.ts';
import type {Workbench} from './workbench.ts';
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

/**
 * Tries one entry under one configuration: the plan at once; then warm-up (kept aside), one run with node times, and
 * samples in ABBA order against the baseline until the comparison is decided or the budget is spent.
 * Everything happens inside the workbench's transactions. Stops between statements when the signal is aborted;
 * what runs at that moment is the session's to cancel.
 */
export async function * trial(asked: TrialRequest): AsyncGenerator<TrialEvent, void, void> {
	const {subject, rung, signal, clock} = asked;
	const current = newSide(subject, asked.current, clock.date());
	yield * tellBuilding(asked.workbench, current.indexes);
	const {plan} = await asked.workbench.under(current.indexes.configuration, statementLimit(rung, null), explain => explain(subject, 'plan'));
	yield {kind: 'planned', plan};
	const request = {...asked, workbench: writingWorkbench(asked, plan)};

	const baseline = request.baseline === null ? null : newSide(request.baselineSubject ?? subject, request.baseline, clock.date());
	for (const side of baseline === null ? [current] : [current, baseline]) {
		stopIfAborted(signal);
		yield * tellBuilding(request.workbench, side.indexes);
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

/** Both sides do the same, unless the clock alone is asked. */
function settled({timeOnly = false}: TrialRequest, a: Side, b: Side): boolean {
	return !timeOnly && samePlan(a, b);
}
