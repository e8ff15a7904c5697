import type {Plan} from '../plan/plan.ts';
import {type Matching, nearestPaired} from './matching.ts';
import {roleOf, sideOf} from './role-of.ts';
import {addHashes, spread} from './sum-hash.ts';

/** Where the partners among a node's ancestors are: columns over the nodes of one plan. */
interface Places {
	readonly nearest: Int32Array;
	/** On which side of the nearest paired ancestor the node is. */
	readonly sides: readonly string[];
	/** A sum over all paired ancestors. */
	readonly above: Float64Array;
}

function readPlaces(plan: Plan, partners: Int32Array, nameOf: (id: number) => number): Places {
	const sides: string[] = [];
	const above = new Float64Array(plan.nodes.length);
	for (const node of plan.nodes) {
		const {id, parentId} = node;
		const paired = parentId === null || partners[parentId] !== -1;
		sides.push(paired ? sideOf(node) : sides[parentId] ?? '');
		if (parentId !== null) {
			const inherited = above[parentId] ?? 0;
			above[id] = paired ? addHashes(inherited, spread(nameOf(parentId))) : inherited;
		}
	}

	return {nearest: nearestPaired(plan, partners), sides, above};
}

/** For each node of the first plan, true when it and its partner have the same partners directly above them. */
export function keepsParent(before: Plan, after: Plan, matching: Matching): readonly boolean[] {
	const nearestBefore = nearestPaired(before, matching.ofBefore);
	const nearestAfter = nearestPaired(after, matching.ofAfter);
	return before.nodes.map(({id}) => {
		const partner = matching.ofBefore[id] ?? -1;
		return partner !== -1 && (nearestBefore[id] ?? -1) === (matching.ofAfter[nearestAfter[partner] ?? -1] ?? -1);
	});
}

/**
 * For each node of the first plan, true when its partner is somewhere else: not below the same partners, or on the other side of
 * the same join. What comes and goes in between (a Sort, a Gather) does not move what is below it, and neither do two
 * nodes above that changed places with each other.
 */
export function findMoves(before: Plan, after: Plan, matching: Matching): readonly boolean[] {
	const places = readPlaces(before, matching.ofBefore, id => id);
	const partnerPlaces = readPlaces(after, matching.ofAfter, id => matching.ofAfter[id] ?? -1);
	const keeps = keepsParent(before, after, matching);
	return before.nodes.map(({id}) => {
		const partner = matching.ofBefore[id] ?? -1;
		if (partner === -1) {
			return false;
		}

		if (!keeps[id]) {
			return places.above[id] !== partnerPlaces.above[partner];
		}

		const parent = before.nodes[places.nearest[id] ?? -1];
		const side = places.sides[id] ?? '';
		const otherSide = partnerPlaces.sides[partner] ?? '';
		const isSubplan = (name: string) => name !== 'Inner' && name !== 'Outer';
		const matters = (parent !== undefined && roleOf(parent) === 'join') || isSubplan(side) || isSubplan(otherSide);
		return matters && side !== otherSide;
	});
}
