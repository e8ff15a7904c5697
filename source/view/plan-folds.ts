import {type AlikeGroup, alikeGroups} from '../plan/alike-groups.ts';
import type {Plan} from '../plan/plan.ts';

/** What of a tree is closed. */
export interface Folds {
	/** Nodes whose branches are closed. */
	readonly folded: ReadonlySet<number>;
	/** First members of the crowds that are shown one by one; of the others one member stands for all. */
	readonly spread: ReadonlySet<number>;
}

export const noFolds: Folds = {folded: new Set(), spread: new Set()};

const known = new WeakMap<Plan, readonly AlikeGroup[]>();

/** The crowds of a plan: siblings that differ only in what they read. */
export function crowdsOf(plan: Plan): readonly AlikeGroup[] {
	const crowds = known.get(plan) ?? alikeGroups(plan);
	known.set(plan, crowds);
	return crowds;
}

/** Those that are still shown as one. */
export function closedCrowds(plan: Plan, {spread}: Folds): readonly AlikeGroup[] {
	return crowdsOf(plan).filter(({members: [first = -1]}) => !spread.has(first));
}
