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
 * plan or its cost although neither plan reads it. Two EXPLAINs a toggle; a test, and no proof.
 */
export async function probe(plan: (on: Mask) => Promise<Planned>, {top, bottom, relevant}: Ends): Promise<Mask> {
	const toggles = positionsOf(relevant).map(position => bitAt(position));
	const speaking = await Promise.all(toggles.map(async toggle => {
		const [without, alone] = await Promise.all([
			(top.uses & toggle) === 0n ? plan(relevant & ~toggle) : top,
			plan(toggle),
		]);
		return samePlanned(without, top) && ((alone.uses & toggle) !== 0n || samePlanned(alone, bottom)) ? 0n : toggle;
	}));
	return unionOf(speaking);
}
