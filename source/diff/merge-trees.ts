import type {Plan} from '../plan/plan.ts';
import type {Matching} from './matching.ts';

/** A node of the merged tree by its ids in the two plans, -1 where it is not in one; and its seat in the merged tree. */
export interface Seat {
	readonly before: number;
	readonly after: number;
	readonly id: number;
	readonly parentId: number | null;
	readonly depth: number;
	readonly children: readonly number[];
}

/** A node before it has a seat: nodes of the second plan by their ids, the removed ones behind them by theirs. */
interface Draft {
	readonly before: number;
	readonly after: number;
	/** -1 for a root. */
	readonly parent: number;
	/** The first node of the second plan at or below it; for a removed branch, that of what it stood behind. */
	place: number;
	/** After what it stood behind. */
	behind: boolean;
}

/**
 * Who stands above whom. The second plan decides; a removed node stays below the node it was below, and keeps the nodes that
 * were below it when nothing else changed between them: a Sort that is gone is shown between a Limit and its scan.
 */
function draftTree(before: Plan, after: Plan, matching: Matching, keepsParent: readonly boolean[]): Draft[] {
	const size = after.nodes.length;
	const draftOfBefore = (id: number | null) => id === null ? -1 : matching.ofBefore[id] === -1 ? size + id : matching.ofBefore[id] ?? -1;
	const drafts: Draft[] = [];
	for (const {id, parentId} of after.nodes) {
		const partner = matching.ofAfter[id] ?? -1;
		const oldParent = partner === -1 ? null : before.nodes[partner]?.parentId ?? null;
		const underRemoved = oldParent !== null && matching.ofBefore[oldParent] === -1 && keepsParent[partner] === true
			&& (parentId === null || matching.ofAfter[parentId] !== -1);
		drafts.push({before: partner, after: id, parent: underRemoved ? size + oldParent : parentId ?? -1, place: id, behind: false});
	}

	for (const {id, parentId} of before.nodes) {
		// Kept in step with size + id; those with a partner have a seat already.
		drafts.push({before: id, after: -1, parent: draftOfBefore(parentId), place: Number.POSITIVE_INFINITY, behind: false});
	}

	return drafts;
}

function childrenOf(drafts: readonly Draft[], isSeated: (index: number) => boolean): ReadonlyMap<number, number[]> {
	const children = new Map<number, number[]>();
	for (const [index, {parent}] of drafts.entries()) {
		if (isSeated(index)) {
			const siblings = children.get(parent);
			if (siblings === undefined) {
				children.set(parent, [index]);
			} else {
				siblings.push(index);
			}
		}
	}

	return children;
}

/** Siblings in the second plan's order; what was removed comes behind what it stood behind in the first. */
function orderSiblings(siblings: number[], drafts: readonly Draft[]): void {
	const of = (index: number) => drafts[index] ?? {before: -1, after: -1, parent: -1, place: 0, behind: false};
	if (siblings.some(index => of(index).place === Number.POSITIVE_INFINITY)) {
		let place = -1;
		for (const index of siblings.filter(sibling => of(sibling).before !== -1).sort((a, b) => of(a).before - of(b).before)) {
			const draft = of(index);
			if (draft.place === Number.POSITIVE_INFINITY) {
				draft.place = place;
				draft.behind = true;
			} else {
				place = draft.place;
			}
		}
	}

	siblings.sort((a, b) => of(a).place - of(b).place || Number(of(a).behind) - Number(of(b).behind) || of(a).before - of(b).before);
}

/** One tree (rarely two) of all nodes of both plans, in pre-order; partners are one node. */
export function mergeTrees(before: Plan, after: Plan, matching: Matching, keepsParent: readonly boolean[]): readonly Seat[] {
	const size = after.nodes.length;
	const drafts = draftTree(before, after, matching, keepsParent);
	const isSeated = (index: number) => index < size || matching.ofBefore[index - size] === -1;
	// Children have higher ids than their parents in both plans; removed nodes pass on what they got.
	for (let index = size - 1; index >= 0; index--) {
		takePlace(drafts, index, size);
	}

	for (let index = drafts.length - 1; index >= size; index--) {
		if (isSeated(index)) {
			takePlace(drafts, index, size);
		}
	}

	const children = childrenOf(drafts, isSeated);
	const seats: (Seat & {readonly children: number[]})[] = [];
	const open: {readonly draft: number; readonly parentId: number | null; readonly depth: number}[] = [];
	const visit = (parent: number, parentId: number | null, depth: number) => {
		const siblings = children.get(parent) ?? [];
		orderSiblings(siblings, drafts);
		for (let index = siblings.length - 1; index >= 0; index--) {
			open.push({draft: siblings[index] ?? 0, parentId, depth});
		}
	};

	visit(-1, null, 0);
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		const {draft, parentId, depth} = next;
		const id = seats.length;
		seats.push({before: drafts[draft]?.before ?? -1, after: drafts[draft]?.after ?? -1, id, parentId, depth, children: []});
		if (parentId !== null) {
			seats[parentId]?.children.push(id);
		}

		visit(draft, id, depth + 1);
	}

	return seats;
}

/** A removed parent stands where the first of what it keeps stands. */
function takePlace(drafts: readonly Draft[], index: number, size: number): void {
	const draft = drafts[index];
	const parent = drafts[draft?.parent ?? -1];
	if (draft !== undefined && parent !== undefined && draft.parent >= size) {
		parent.place = Math.min(parent.place, draft.place);
	}
}
