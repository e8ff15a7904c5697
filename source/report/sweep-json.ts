import type {InsightContext} from '../insight/context.ts';
import type {Run} from '../experiment/run.ts';
import type {Sweep} from '../experiment/sweep.ts';
import {cacheCosts, judgePlanCache, planGroups, planningCharge, spreadOf} from '../experiment/sweep-findings.ts';
import {medianInterval} from '../statistics/median-interval.ts';
import {planGist} from '../view/plan-gist.ts';
import {planJson} from './plan-json.ts';
import {runJson} from './run-json.ts';

/**
 * `parameters --json`. `values` in the order they were tried, each with the letter of its plan in `plans`; `share` of rows by pg_stats;
 * `interval` of the median; `generic` is the same value by the generic plan, where that is another one; times in ms.
 */
export function sweepJson(sweep: Sweep, {warnings, ids, contextOf}: {readonly warnings: readonly string[]; readonly ids: readonly string[] | null; readonly contextOf: (run: Run) => InsightContext}): object {
	const groups = planGroups(sweep);
	const spread = spreadOf(sweep);
	const {generic} = sweep;
	return {
		entry: sweep.entry,
		parameter: {name: sweep.parameters[sweep.position - 1]?.name ?? '', position: sweep.position},
		parameters: sweep.parameters.map(({name, value}) => ({name, value})),
		choices: sweep.choices,
		configuration: sweep.indexes.name,
		rung: {number: sweep.rung.number, badge: sweep.rung.badge},
		planOnly: sweep.planOnly,
		warnings,
		runs: ids,
		flips: groups.length > 1,
		plans: groups.map(({letter, tries, generic: isGeneric}) => ({letter, plan: tries[0]?.plan == null ? null : planGist(tries[0].plan), values: tries.map(({value}) => value.value), generic: isGeneric})),
		values: sweep.tries.map(({value, run, shape, generic: byGeneric, error}) => ({
			value: value.value,
			origins: value.origins,
			share: value.share,
			plan: groups.find(group => group.shape === shape)?.letter ?? null,
			error,
			interval: run === null || run.samples.length === 0 ? null : medianInterval(run.samples).interval,
			run: run === null ? null : runJson({run, delta: null, context: contextOf(run)}),
			generic: byGeneric === null ? null : {samples: byGeneric.samples, timedOutMs: byGeneric.timedOutMs, interval: byGeneric.samples.length === 0 ? null : medianInterval(byGeneric.samples).interval},
		})),
		spread: spread === null ? null : {slowest: spread.slowest.value.value, fastest: spread.fastest.value.value, ratio: spread.comparison?.ratio ?? null, verdict: spread.comparison?.verdict ?? null},
		genericPlan: generic === null ? null : generic.kind === 'unknown' ? {kind: 'unknown', because: generic.because} : {
			kind: 'planned',
			choice: judgePlanCache(generic),
			cost: cacheCosts(generic).generic,
			asked: cacheCosts(generic).custom.map(({value, customCost, chosen}) => ({value: value.value, customCost, chosen})),
			planningChargeAtLeast: planningCharge(generic),
			planCacheMode: generic.mode,
			plan: planJson(generic.plan),
		},
	};
}
