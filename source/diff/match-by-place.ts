import type {Matching} from './matching.ts';
import type {Signs} from './read-signs.ts';
import {sideOf} from './role-of.ts';

/** A node of the first plan and its partner in the second; -1 and -1 for what stands above the roots. */
export type Pair = readonly [before: number, after: number];

/** Ancestors without a partner that are looked at: what stands between two partners is a handful of nodes. */
const reach = 8;

interface Vote {
	readonly before: number;
	readonly after: number;
	count: number;
}

/** The nearest ancestors without a partner up to the next that has one: the first of each job. */
function freeAncestors({plan, jobs}: Signs, partners: Int32Array, id: number): ReadonlyMap<string, number> {
	const found = new Map<string, number>();
	let above = plan.nodes[id]?.parentId ?? null;
	for (let steps = 0; above !== null && partners[above] === -1 && steps < reach; steps++) {
		const job = jobs[above] ?? '';
		if (!found.has(job)) {
			found.set(job, above);
		}

		above = plan.nodes[above]?.parentId ?? null;
	}

	return found;
}

/**
 * Parents of partners that do the same job become partners, and then their parents. Where several could be, most children in
 * common decide. Returns the new pairs.
 */
export function matchParents(matching: Matching, before: Signs, after: Signs, pairs: readonly Pair[]): readonly Pair[] {
	const found: Pair[] = [];
	for (let fresh = pairs; fresh.length > 0;) {
		const votes = new Map<string, Vote>();
		for (const [b, a] of fresh) {
			const candidates = freeAncestors(after, matching.ofAfter, a);
			for (const [job, parent] of freeAncestors(before, matching.ofBefore, b)) {
				const partner = candidates.get(job);
				if (partner !== undefined) {
					const name = `${parent} ${partner}`;
					const vote = votes.get(name) ?? {before: parent, after: partner, count: 0};
					vote.count++;
					votes.set(name, vote);
				}
			}
		}

		// No two that tie here share a node, so their order does not matter: the other way round the same ones win.
		const ranked = [...votes.values()].sort((x, y) => y.count - x.count
			|| (x.before + x.after) - (y.before + y.after)
			|| Math.abs(x.before - x.after) - Math.abs(y.before - y.after));
		const elected: Pair[] = [];
		for (const vote of ranked) {
			if (matching.isFree(vote.before, vote.after)) {
				matching.pair(vote.before, vote.after);
				elected.push([vote.before, vote.after]);
			}
		}

		found.push(...elected);
		fresh = elected;
	}

	return found;
}

function freeChildren({plan, jobs}: Signs, partners: Int32Array, parent: number): ReadonlyMap<string, readonly number[]> {
	const found = new Map<string, number[]>();
	for (const child of parent === -1 ? [0] : plan.nodes[parent]?.children ?? []) {
		const node = plan.nodes[child];
		if (partners[child] === -1 && node !== undefined) {
			const key = `${sideOf(node)} ${jobs[child] ?? ''}`;
			const children = found.get(key);
			if (children === undefined) {
				found.set(key, [child]);
			} else {
				children.push(child);
			}
		}
	}

	return found;
}

/** Children of partners on the same side that do the same job become partners, in order, and then their children. Returns the new pairs. */
export function matchChildren(matching: Matching, before: Signs, after: Signs, pairs: readonly Pair[]): readonly Pair[] {
	const found: Pair[] = [];
	for (let fresh = pairs; fresh.length > 0;) {
		const next: Pair[] = [];
		for (const [b, a] of fresh) {
			const candidates = freeChildren(after, matching.ofAfter, a);
			for (const [key, children] of freeChildren(before, matching.ofBefore, b)) {
				const partners = candidates.get(key) ?? [];
				for (let index = 0; index < Math.min(children.length, partners.length); index++) {
					const pair: Pair = [children[index] ?? 0, partners[index] ?? 0];
					matching.pair(...pair);
					next.push(pair);
				}
			}
		}

		found.push(...next);
		fresh = next;
	}

	return found;
}
