import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import {nameConfiguration} from '../catalog/name-configuration.ts';
import {diffSteps} from '../diff/diff-plans.ts';
import {diffVerdict, type DiffVerdict} from '../diff/diff-verdict.ts';
import type {PlanDiff} from '../diff/plan-diff.ts';
import type {Steps} from '../diff/steps.ts';
import type {Plan} from '../plan/plan.ts';
import {clip} from '../text/cells.ts';
import {formatMs} from '../text/duration.ts';
import {diffColumns, type DiffColumns} from '../view/diff-columns.ts';
import {diffRows, diffRowsAhead, type DiffRow} from '../view/diff-rows.ts';
import {foreseenVerdict} from '../view/foreseen-verdict.ts';
import {measuredVerdict} from '../view/measured-verdict.ts';
import {planGist} from '../view/plan-gist.ts';
import {layout} from './layout.ts';
import {baselinePlan, shownPlan} from './select.ts';
import type {Overlay} from './overlay.ts';
import type {State} from './state.ts';

/** A comparison, as far as it got. */
interface Comparing {
	readonly steps: Steps<PlanDiff>;
	diff: PlanDiff | null;
}

const comparisons = new WeakMap<Plan, WeakMap<Plan, Comparing>>();

function comparingOf(before: Plan, after: Plan): Comparing {
	const known = comparisons.get(after) ?? new WeakMap<Plan, Comparing>();
	const comparing = known.get(before) ?? {steps: diffSteps(before, after), diff: null};
	comparisons.set(after, known.set(before, comparing));
	return comparing;
}

/** One more step, unless it is done. */
function advance(comparing: Comparing): PlanDiff | null {
	const step = comparing.diff === null ? comparing.steps.next() : null;
	comparing.diff = step?.done === true ? step.value : comparing.diff;
	return comparing.diff;
}

/** What is left of the comparison when somebody wants to see it. */
function diffOf(before: Plan, after: Plan): PlanDiff {
	const comparing = comparingOf(before, after);
	for (;;) {
		const diff = advance(comparing);
		if (diff !== null) {
			return diff;
		}
	}
}

/** Compares, folds and draws before anybody looks. */
export function* diffAhead(state: State): Steps<void> {
	const before = baselinePlan(state);
	const after = shownPlan(state);
	if (before === null || after === null) {
		return;
	}

	const comparing = comparingOf(before, after);
	let diff = advance(comparing);
	while (diff === null) {
		yield;
		diff = advance(comparing);
	}

	yield;
	yield* diffRowsAhead(diff, columnsFor(state, diff).layout);
}

/** The pinned plan against the current one, and what the samples (or the two plans alone) say; null when there are not two. */
export function shownDiff(state: State): {readonly diff: PlanDiff; readonly verdict: DiffVerdict} | null {
	const {trial, overlay} = state;
	if (overlay?.kind === 'diff' && overlay.between !== undefined) {
		const diff = diffOf(overlay.between.before.plan, overlay.between.after.plan);
		return {diff, verdict: diffVerdict(diff)};
	}

	const before = baselinePlan(state);
	const after = shownPlan(state);
	if (trial === null || before === null || after === null) {
		return null;
	}

	const diff = diffOf(before, after);
	const verdict = trial.kind === 'operation' ? diffVerdict(diff) : trial.forecast !== null ? foreseenVerdict(trial.forecast) : (trial.delta === null ? diffVerdict(diff) : measuredVerdict(trial.delta));
	return {diff, verdict};
}

/** Cells for the name of a plan. */
const nameWidth = 40;

function nameOf(state: State, configuration: IndexConfiguration, plan: Plan): string {
	const name = nameConfiguration(configuration, state.around?.universe.presets ?? []);
	const ms = plan.totals.executionMs ?? plan.totals.rootMs;
	// Plans from a file were made under nobody knows which indexes: they are told apart by how long they took, and how.
	return name === '' ? clip(`${ms === null ? '' : `${formatMs(ms)} `}${planGist(plan)}`, nameWidth) : name;
}

/** What the two plans are called: by their configurations, where there are any. */
export function diffNames(state: State, {before, after}: PlanDiff): {readonly before: string; readonly after: string} {
	const {overlay} = state;
	return overlay?.kind === 'diff' && overlay.between !== undefined ? {before: overlay.between.before.name, after: overlay.between.after.name} : {before: nameOf(state, state.pinned, before), after: nameOf(state, state.configuration, after)};
}

export type DiffOverlay = Extract<Overlay, {kind: 'diff'}>;

export interface DiffView {
	readonly columns: DiffColumns;
	readonly rows: readonly DiffRow[];
}

function columnsFor({size}: State, diff: PlanDiff): DiffColumns {
	return diffColumns(diff, layout(size, null).body.width - 2);
}

/** The visible rows of a diff on this screen: side by side where that fits. */
export function diffView(state: State, diff: PlanDiff, {unfolded}: DiffOverlay): DiffView {
	const columns = columnsFor(state, diff);
	return {columns, rows: diffRows(diff, unfolded, columns.layout)};
}
