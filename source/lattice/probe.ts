import {findSpeaker} from './find-speaker.ts';
import {bitAt, type Mask, positionsOf, unionOf} from './mask.ts';
import {type Planned, samePlanned} from './planned.ts';

export interface Ends {
	readonly top: Planned;
	readonly bottom: Planned;
	readonly relevant: Mask;
}

/**
 * Toggles that speak without being used: a unique index removes a join and tells how many rows there can be, one over an expression has
 * statistics of it, any B-tree tells the planner the least and the greatest value. Taken from all, or added to none, each would change the
 * plan or its cost although neither plan reads it. One of each table at once, as they speak of their tables: two EXPLAINs for each toggle of
 * the largest. A test, and no proof.
 */
export async function probe(plan: (on: Mask) => Promise<Planned>, {top, bottom, relevant}: Ends, tables: readonly Mask[]): Promise<Mask> {
	const fromAll = oneOfEach(tables.map(table => table & relevant & ~top.uses)).map(async some => {
		const low = relevant & ~some;
		return samePlanned(await plan(low), top) ? 0n : findSpeaker(plan, {low, high: relevant, planned: top});
	});
	const toNone = oneOfEach(tables.map(table => table & relevant)).map(async some => {
		const planned = await plan(some);
		return planned.uses !== 0n || samePlanned(planned, bottom) ? 0n : findSpeaker(plan, {low: 0n, high: some, planned});
	});
	return unionOf(await Promise.all([...fromAll, ...toNone]));
}

/** The first of each, the second of each, and so on. */
function oneOfEach(masks: readonly Mask[]): readonly Mask[] {
	const positions = masks.map(mask => positionsOf(mask));
	return Array.from({length: Math.max(0, ...positions.map(({length}) => length))}, (_, at) => unionOf(positions.flatMap(some => some[at] ?? []).map(position => bitAt(position))));
}
