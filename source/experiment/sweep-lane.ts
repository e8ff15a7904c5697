import {errorLines, PlanflipError} from '../errors.ts';
import type {Plan} from '../plan/plan.ts';
import {type Executor, takeSample, warmUp} from './execute-side.ts';
import {isPlanOnly} from './is-plan-only.ts';
import {planShape} from './plan-shape.ts';
import type {NamedIndexes, Run, Subject} from './run.ts';
import {newSide, runOf, type Side} from './side.ts';
import {statementLimit} from './statement-limit.ts';
import type {ValueTry} from './sweep.ts';
import type {SweptValue} from './swept-value.ts';
import type {TrialRequest} from './trial.ts';

type Measuring = Pick<TrialRequest, 'rung' | 'facts' | 'clock'>;

/** One value while it is being tried: planned, then executed as it would be by itself, and by the generic plan where that is another. */
export interface SweepLane {
	readonly value: SweptValue;
	readonly subject: Subject;
	readonly custom: Side;
	/** null where the generic plan is not to be executed. */
	generic: Side | null;
	planned: {readonly text: string; readonly plan: Plan} | null;
	error: readonly string[] | null;
}

export function newLane(subject: Subject, value: SweptValue, indexes: NamedIndexes, startedAt: Date): SweepLane {
	return {value, subject, custom: newSide(subject, indexes, startedAt), generic: null, planned: null, error: null};
}

/** Plans the statement with the lane's value; what is wrong with the value is the lane's own affair. */
export async function planLane({workbench, rung}: Executor, lane: SweepLane): Promise<void> {
	await mayFail(lane, async () => {
		const {text, plan} = await workbench.under(lane.custom.indexes.configuration, statementLimit(rung, null), explain => explain(lane.subject, 'plan'));
		lane.planned = {text, plan};
	});
}

export async function warmUpSide(executor: Executor, lane: SweepLane, side: Side): Promise<void> {
	await mayFail(lane, async () => warmUp(executor, side, null));
}

export async function sampleSide(executor: Executor, lane: SweepLane, side: Side): Promise<void> {
	await mayFail(lane, async () => takeSample(executor, side, null));
}

/** What is known of the value by now. */
export function tryOf(request: Measuring, {value, custom, generic, planned, error}: SweepLane): ValueTry {
	const plan = custom.plan ?? planned?.plan ?? null;
	return {
		value,
		plan,
		shape: plan === null ? null : planShape(plan),
		run: plan === null ? null : custom.plan === null ? planOnly(runOf(request, custom), planned) : runOf(request, custom),
		generic: generic?.plan == null ? (generic?.timedOutMs == null ? null : runOf(request, generic)) : runOf(request, generic),
		error,
	};
}

/** A run that was stopped, or not begun, has the plan that the planner said. */
function planOnly(run: Run, planned: SweepLane['planned']): Run {
	return planned === null ? run : {...run, explain: planned.text, ...(isPlanOnly(run) ? {planningMs: planned.plan.totals.planningMs} : {})};
}

/** An input that Postgres refuses ends its lane; a lost connection, a missing right and a cancel end the sweep. */
async function mayFail(lane: SweepLane, work: () => Promise<void>): Promise<void> {
	try {
		await work();
	} catch (error) {
		if (!(error instanceof PlanflipError) || error.kind !== 'input') {
			throw error;
		}

		lane.error = errorLines(error);
	}
}
