import type {Plan} from '../plan/plan.ts';
import {compareFigures} from './figures.ts';
import {listAlterations} from './list-alterations.ts';
import type {Seat} from './merge-trees.ts';
import type {DiffNode} from './plan-diff.ts';
import type {Traits} from './read-traits.ts';

/** Both plans with what their nodes are. */
export interface Compared {
	readonly before: Plan;
	readonly after: Plan;
	readonly traitsBefore: readonly Traits[];
	readonly traitsAfter: readonly Traits[];
	/** By the ids of the first plan. */
	readonly moves: readonly boolean[];
}

const none: Traits = new Map();

/** What became of the node, or the two partners, on a seat of the merged tree; null for a seat that nobody takes. */
export function describeChange({before, after, traitsBefore, traitsAfter, moves}: Compared, seat: Seat): DiffNode | null {
	const {id, parentId, depth, children} = seat;
	const old = before.nodes[seat.before] ?? null;
	const now = after.nodes[seat.after] ?? null;
	const figures = compareFigures(old, now);
	if (old === null) {
		return now === null ? null : {kind: 'added', before: null, after: now, alterations: [], id, parentId, depth, children, figures};
	}

	if (now === null) {
		return {kind: 'removed', before: old, after: null, alterations: [], id, parentId, depth, children, figures};
	}

	const alterations = listAlterations(traitsBefore[old.id] ?? none, traitsAfter[now.id] ?? none);
	if (moves[old.id] === true) {
		return {kind: 'moved', before: old, after: now, alterations, id, parentId, depth, children, figures};
	}

	return alterations.length === 0
		? {kind: 'matched', before: old, after: now, alterations: [], id, parentId, depth, children, figures}
		: {kind: 'changed', before: old, after: now, alterations, id, parentId, depth, children, figures};
}
