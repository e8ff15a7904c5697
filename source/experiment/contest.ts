import type {Plan} from '../plan/plan.ts';
import {abbaOrder} from '../statistics/abba.ts';
import {compareSamples} from '../statistics/compare-samples.ts';
import type {Comparison} from '../statistics/comparison.ts';
import {looks, nextLook} from '../statistics/looks.ts';
import {stopIfAborted, takeSample, warmUp} from './execute-side.ts';
import type {Delta, NamedIndexes, Run} from './run.ts';
import {newSide, runOf, samePlan, type Side} from './side.ts';
import {statementLimit} from './statement-limit.ts';
import type {TrialRequest} from './trial.ts';
import {writingWorkbench} from './writing-workbench.ts';

export interface ContestRequest extends Omit<TrialRequest, 'current' | 'baseline' | 'baselineSubject' | 'timeOnly'> {
	/** What is compared, each with the baseline. */
	readonly contestants: readonly NamedIndexes[];
	readonly baseline: NamedIndexes;
}

/** In this order: building (where an index is) and planned for each, sampled (often), contested, kept. */
export type ContestEvent =
	| {readonly kind: 'building'; readonly indexes: readonly string[]}
	/** Not executed yet. */
	| {readonly kind: 'planned'; readonly indexes: NamedIndexes; readonly plan: Plan}
	| {readonly kind: 'warned'; readonly warnings: readonly string[]}
	| {readonly kind: 'sampled'; readonly taken: number; readonly aim: number}
	/** In the order asked for. */
	| {readonly kind: 'contested'; readonly baseline: Run; readonly deltas: readonly Delta[]}
	/** Ids of the deltas' runs, in their order; null when they could not be kept, and why. */
	| {readonly kind: 'kept'; readonly ids: readonly string[] | null; readonly note: string | null};

/** Time for one pair of sides; more sides have it as often. */
const budgetMs = 3000;

/**
 * Several configurations of one entry against one baseline. All take turns, each round backwards from the one before and every second one
 * beginning one further, so the machine's moods fall on all alike. All are looked at together, until the last is decided; of their claims
 * together one in twenty may be wrong, because who compares several takes the best. One that runs into its limit leaves the turns.
 */
export async function * contest(asked: ContestRequest): AsyncGenerator<ContestEvent, void, void> {
	const {subject, signal, clock} = asked;
	const baseline = newSide(subject, asked.baseline, clock.date());
	const contestants = asked.contestants.map(indexes => newSide(subject, indexes, clock.date()));
	const sides = [baseline, ...contestants];
	let request = asked;
	for (const {indexes} of sides) {
		stopIfAborted(signal);
		const toBuild = asked.workbench.toBuild(indexes.configuration);
		if (toBuild.length > 0) {
			yield {kind: 'building', indexes: toBuild.map(index => index.key)};
		}

		const {plan} = await asked.workbench.under(indexes.configuration, statementLimit(asked.rung, null), explain => explain(subject, 'plan'));
		yield {kind: 'planned', indexes, plan};
		request = {...asked, workbench: writingWorkbench(asked, plan)};
	}

	for (const side of sides) {
		stopIfAborted(signal);
		await warmUp(request, side, bestMs(sides));
	}

	const comparisons = yield * sampleInTurns(request, baseline, contestants);
	yield {
		kind: 'contested',
		baseline: runOf(request, baseline),
		deltas: contestants.map((side, at) => ({
			kind: 'Delta', baseline: runOf(request, baseline), current: runOf(request, side), comparison: comparisons[at] ?? null, samePlan: samePlan(side, baseline),
		})),
	};
}

/** The comparisons at the last look; null for a side that was stopped, and for all when the baseline was. */
async function * sampleInTurns(request: ContestRequest, baseline: Side, contestants: readonly Side[]): AsyncGenerator<ContestEvent, ReadonlyArray<Comparison | null>, void> {
	const {signal, clock, pairs} = request;
	const sides = [baseline, ...contestants];
	const start = clock.ms();
	let comparisons: ReadonlyArray<Comparison | null> = contestants.map(() => null);
	let aim = pairs ?? looks[0];
	for (let taken = 0; taken < aim && baseline.timedOutMs === null;) {
		for (const at of abbaOrder(sides.length, taken + 1).slice(-sides.length)) {
			const side = sides[at];
			if (side?.timedOutMs === null) {
				stopIfAborted(signal);
				await takeSample(request, side, bestMs(sides.filter(other => other !== side)));
			}
		}

		taken++;
		yield {kind: 'sampled', taken, aim};
		if (taken === aim && baseline.timedOutMs === null) {
			comparisons = contestants.map(side => side.timedOutMs === null ? compared(baseline, side, {once: pairs !== undefined, together: contestants.length}) : null);
			const undecided = comparisons.find(comparison => comparison?.verdict === 'cannot tell') ?? comparisons.find(comparison => comparison !== null);
			const more = pairs === undefined && undecided !== undefined ? nextLook(taken, clock.ms() - start, undecided, budgetMs * sides.length / 2) : 'stop';
			aim = more === 'stop' ? taken : taken + more;
		}
	}

	return baseline.timedOutMs === null ? comparisons : contestants.map(() => null);
}

function compared(baseline: Side, side: Side, options: {readonly once: boolean; readonly together: number}): Comparison {
	const comparison = compareSamples(baseline.samples, side.samples, options);
	return samePlan(side, baseline) ? {...comparison, verdict: 'no difference'} : comparison;
}

function bestMs(sides: readonly Side[]): number | null {
	const known = sides.flatMap(({firstMs, timedOutMs}) => firstMs === null || timedOutMs !== null ? [] : [firstMs]);
	return known.length === 0 ? null : Math.min(...known);
}
