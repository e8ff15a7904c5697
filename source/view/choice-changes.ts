import type {Choice} from '../lattice/choice.ts';
import {median} from '../statistics/median.ts';
import type {Combinations, MeasuredPlan} from './combinations.ts';

/** How the clock took what the planner thought of a plan. */
export type Miss =
	/** The clock agrees, as far as it can tell. */
	| 'none'
	/** Slower beyond doubt, and by more than the cost said. */
	| 'more than planned'
	/** Dearer to the planner, and no slower. */
	| 'less than planned';

/** An entry whose plan is another one under a choice. */
export interface PlanChange {
	readonly entry: string;
	/** The planner's cost, times that with all on. */
	readonly costTimes: number;
	/** null: not executed. */
	readonly measured: MeasuredPlan | null;
	/** Median time, times that with all on; at least that, where it was stopped. null: not executed. */
	readonly timeTimes: number | null;
	readonly miss: Miss;
}

/** The planner and the clock differ by more than this, or it is nothing to tell. */
const tolerance = 1.25;

/** Entries that would get another plan, dearest first. */
export function choiceChanges({answers}: Choice, {lattice: {entries}, measured}: Combinations): readonly PlanChange[] {
	return entries
		.flatMap(({name, lattice: {top}}, at) => {
			const planned = answers[at]?.planned;
			if (planned === undefined || planned.fingerprint === top.fingerprint) {
				return [];
			}

			const executed = measured?.find(one => one.entry === name && one.fingerprint === planned.fingerprint) ?? null;
			const costTimes = planned.cost / top.cost;
			const timeTimes = executed === null ? null : timesOf(executed);
			return [{entry: name, costTimes, measured: executed, timeTimes, miss: missOf(costTimes, timeTimes, executed)}];
		})
		.toSorted((a, b) => b.costTimes - a.costTimes);
}

/** By the interval's own estimate, where there is one. */
function timesOf({delta: {baseline, current, comparison}}: MeasuredPlan): number | null {
	if (comparison !== null) {
		return 1 / comparison.ratio.value;
	}

	return current.timedOutMs === null || baseline.samples.length === 0 ? null : current.timedOutMs / median(baseline.samples);
}

function missOf(costTimes: number, timeTimes: number | null, executed: MeasuredPlan | null): Miss {
	if (executed === null || timeTimes === null) {
		return 'none';
	}

	const {delta: {comparison, current}} = executed;
	const slower = comparison === null ? current.timedOutMs !== null : comparison.verdict === 'slower';
	if (slower && timeTimes > costTimes * tolerance) {
		return 'more than planned';
	}

	const noSlower = comparison !== null && (comparison.verdict === 'faster' || comparison.verdict === 'no difference');
	return noSlower && costTimes > tolerance ? 'less than planned' : 'none';
}
