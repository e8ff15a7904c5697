import {compareSamples} from '../statistics/compare-samples.ts';
import type {Comparison} from '../statistics/comparison.ts';
import {median} from '../statistics/median.ts';
import {costOf} from './ask-plan-cache.ts';
import type {CacheAnswer, GenericPlan, Sweep, ValueTry} from './sweep.ts';

/** The values whose plans go the same way. */
export interface PlanGroup {
	/** A, B, C in the order of the values. */
	readonly letter: string;
	readonly shape: string;
	readonly tries: readonly ValueTry[];
	/** The generic plan goes this way too. */
	readonly generic: boolean;
}

/** The values that take longest and shortest, compared. */
export interface Spread {
	readonly slowest: ValueTry;
	readonly fastest: ValueTry;
	/** null when one was stopped by its timeout, or has no samples. The ratio is slowest / fastest; of all pairs together one in twenty may be wrong. */
	readonly comparison: Comparison | null;
}

/** What Postgres does with the statement when it stays prepared. */
export type CacheJudgement = 'custom' | 'generic' | 'depends' | 'forced' | 'unknown';

export function planGroups({tries, generic}: Pick<Sweep, 'tries' | 'generic'>): readonly PlanGroup[] {
	const shapes = [...new Set(tries.flatMap(({shape}) => shape === null ? [] : [shape]))];
	return shapes.map((shape, at) => ({
		letter: letterOf(at),
		shape,
		tries: tries.filter(each => each.shape === shape),
		generic: generic?.kind === 'planned' && generic.shape === shape,
	}));
}

/** A to Z, then A1. */
export function letterOf(at: number): string {
	return String.fromCharCode(65 + at % 26) + (at < 26 ? '' : String(Math.floor(at / 26)));
}

/** null before two values were executed. */
export function spreadOf({tries}: Pick<Sweep, 'tries'>): Spread | null {
	const timed = tries.flatMap(each => {
		const ms = timeOf(each);
		return ms === null ? [] : [{each, ms}];
	}).sort((a, b) => a.ms - b.ms);
	const fastest = timed[0]?.each;
	const slowest = timed.at(-1)?.each;
	if (fastest === undefined || slowest === undefined || timed.length < 2) {
		return null;
	}

	const [slow, fast] = [slowest.run?.samples ?? [], fastest.run?.samples ?? []];
	const stopped = slowest.run?.timedOutMs != null || fastest.run?.timedOutMs != null;
	const pairs = timed.length * (timed.length - 1) / 2;
	return {slowest, fastest, comparison: stopped || slow.length === 0 || fast.length === 0 ? null : compareSamples(slow, fast, {once: true, together: pairs})};
}

/** A timeout is a time, too: at least that long. */
function timeOf({run}: ValueTry): number | null {
	return run === null ? null : run.timedOutMs ?? (run.samples.length > 0 ? median(run.samples) : run.firstMs);
}

/**
 * choose_custom_plan in src/backend/utils/cache/plancache.c: from the sixth execution on the generic plan is taken when its cost is below the
 * mean cost of the custom plans so far, each with a price for planning. So what the cheapest and the dearest value make of it
 * bounds what any mixture of them does.
 */
export function judgePlanCache(generic: GenericPlan | null): CacheJudgement {
	if (generic?.kind !== 'planned') {
		return 'unknown';
	}

	if (generic.mode !== 'auto') {
		return 'forced';
	}

	const chosen = new Set(generic.asked.map(answer => answer.chosen));
	return chosen.size === 0 ? 'unknown' : chosen.size > 1 ? 'depends' : chosen.has('generic') ? 'generic' : 'custom';
}

/**
 * The least that Postgres adds to a custom plan's cost for planning it: 1000 cpu_operator_cost for each relation of its range table, and
 * once more (cached_plan_cost). EXPLAIN does not print the range table: what the plan reads is in it, joins and subqueries come on top.
 */
export function planningCharge({plan, operatorCost}: Extract<GenericPlan, {kind: 'planned'}>): number {
	const relations = new Set(plan.nodes.flatMap(({relation, alias}) => relation === null ? [] : [`${relation} ${alias ?? ''}`]));
	return 1000 * operatorCost * (relations.size + 1);
}

/** The generic plan's cost, and the answers from the cheapest custom plan to the dearest. */
export function cacheCosts(generic: Extract<GenericPlan, {kind: 'planned'}>): {readonly generic: number; readonly custom: readonly CacheAnswer[]} {
	return {generic: costOf(generic.plan), custom: generic.asked.toSorted((a, b) => a.customCost - b.customCost)};
}
