import type {Plan} from '../plan/plan.ts';
import {type Key, matchByKey} from './match-by-key.ts';
import {matchChildren, matchParents, type Pair} from './match-by-place.ts';
import {Matching} from './matching.ts';
import {Interner, readSigns, type Signs} from './read-signs.ts';
import type {Traits} from './read-traits.ts';
import {roleOf} from './role-of.ts';
import type {Steps} from './steps.ts';

/** From what cannot be mistaken to what is likely. Inner nodes are known by what is read below them, whatever way it is joined. */
const keys: ReadonlyArray<(signs: Signs) => Key> = [
	// The same subtree, to the last condition.
	({subtrees}) => id => String(subtrees[id]),
	// The same node over the same tables.
	({selves, reads}) => id => `${selves[id] ?? 0} ${reads[id] ?? 0}`,
	// The same job over the same tables under the same names. What reads nothing itself (a bitmap) is found by its place.
	({jobs, reads, plan}) => id => reads[id] === 0 ? null : `${jobs[id] ?? ''} ${plan.nodes[id]?.alias ?? ''} ${reads[id] ?? 0}`,
	// The same table and conditions under another name; then the same table.
	({conditions}) => id => conditions[id] ?? null,
	({jobs, plan}) => id => isScan(plan, id) ? jobs[id] ?? null : null,
	// The same job over the same tables, whichever of their partitions.
	({jobs, looseReads, plan}) => id => looseReads[id] === 0 || isScan(plan, id) ? null : `${jobs[id] ?? ''} ${looseReads[id] ?? 0}`,
];

function isScan(plan: Plan, id: number): boolean {
	const node = plan.nodes[id];
	return node !== undefined && roleOf(node) === 'scan';
}

function pairsOf(matching: Matching): readonly Pair[] {
	const pairs: Pair[] = [];
	for (const [before, after] of matching.ofBefore.entries()) {
		if (after !== -1) {
			pairs.push([before, after]);
		}
	}

	return pairs;
}

/**
 * Finds which node of one plan is which of the other: first by what they read, then by their place (parents of partners, children
 * of partners). Nearly linear in the number of nodes, without recursion; the same pairs whichever plan is first.
 */
export function* matchNodes(before: Plan, after: Plan, traitsBefore: readonly Traits[], traitsAfter: readonly Traits[]): Steps<Matching> {
	const interner = new Interner();
	const signsBefore = readSigns(before, traitsBefore, interner);
	yield;
	const signsAfter = readSigns(after, traitsAfter, interner);
	const matching = new Matching(before.nodes.length, after.nodes.length);
	for (const key of keys) {
		yield;
		matchByKey(matching, before, after, key(signsBefore), key(signsAfter));
	}

	yield;

	const aboveRoots: Pair = [-1, -1];
	for (let fresh: readonly Pair[] = [aboveRoots, ...pairsOf(matching)]; fresh.length > 0;) {
		const parents = matchParents(matching, signsBefore, signsAfter, fresh.filter(([id]) => id >= 0));
		fresh = matchChildren(matching, signsBefore, signsAfter, [...fresh, ...parents]);
	}

	return matching;
}
