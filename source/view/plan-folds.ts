import {type AlikeGroup, alikeGroups} from '../plan/alike-groups.ts';
import type {Plan} from '../plan/plan.ts';

/** What of a tree is closed. */
export interface Folds {
	/** Nodes whose branches are closed. */
	readonly folded: ReadonlySet<number>;
	/** First members of the crowds that are shown one by one; of the others one member stands for all. */
	readonly spread: ReadonlySet<number>;
	/** Members that were looked for, by the first of their crowd: they stand for it instead of the slowest. */
	readonly standing: ReadonlyMap<number, number>;
}

export const noFolds: Folds = {folded: new Set(), spread: new Set(), standing: new Map()};

const known = new WeakMap<Plan, readonly AlikeGroup[]>();

/** The crowds of a plan: siblings that differ only in what they read. */
export function crowdsOf(plan: Plan): readonly AlikeGroup[] {
	const crowds = known.get(plan) ?? alikeGroups(plan);
	known.set(plan, crowds);
	return crowds;
}

/** Those that are still shown as one, each with the member that stands for it. */
export function closedCrowds(plan: Plan, {spread, standing}: Folds): readonly AlikeGroup[] {
	return crowdsOf(plan).flatMap(group => {
		const [first = -1] = group.members;
		return spread.has(first) ? [] : [{...group, shown: standing.get(first) ?? group.shown}];
	});
}
