import {apartVerdict} from '../diff/apart-verdict.ts';
import {diffPlans} from '../diff/diff-plans.ts';
import type {DiffVerdict} from '../diff/diff-verdict.ts';
import type {PlanDiff} from '../diff/plan-diff.ts';
import {isPlanOnly} from '../experiment/is-plan-only.ts';
import type {RunRecord} from '../experiment/run-record.ts';
import {deltaOfPair} from '../view/delta-of-pair.ts';
import {measuredVerdict} from '../view/measured-verdict.ts';
import {plannedVerdict} from '../view/planned-verdict.ts';
import {runDifferences} from '../view/run-differences.ts';
import {planOfRun} from '../view/run-figures.ts';

export interface RunsCompared {
	readonly diff: PlanDiff | null;
	readonly verdict: DiffVerdict;
	readonly notes: readonly string[];
}

/** Two kept runs: by the measurement that they were taken in turns for, others as runs measured apart are; where one was only planned, by their plans. */
export function compareRuns(before: RunRecord, after: RunRecord): RunsCompared {
	const [was, is] = [planOfRun(before.run), planOfRun(after.run)];
	const diff = was === null || is === null ? null : diffPlans(was, is);
	const delta = deltaOfPair(before, after);
	const planned = isPlanOnly(before.run) || isPlanOnly(after.run);
	const measured = () => delta === null ? apartVerdict(diff, before.run, after.run) : measuredVerdict(delta);
	return {
		diff,
		verdict: planned ? plannedVerdict(before, after, delta !== null) : measured(),
		notes: runDifferences(before, after, delta !== null),
	};
}
