import {bitAt, positionsOf} from '../../lattice/mask.ts';
import type {Proposal} from './advice.ts';
import {partnersOf} from './partners-of.ts';
import type {Round, RoundGrounds} from './round.ts';

/** What each index of the round's set saves beside the others, and who reads it; writes are not weighed yet. */
export async function proposalsOf({planner, combined}: Pick<RoundGrounds, 'planner' | 'combined'>, {on, plans}: Round): Promise<readonly Proposal[]> {
	const {entries, toggles, total, sum} = combined;
	const cost = sum(plans);
	const nowCost = await total(0n);
	const proposals: Proposal[] = [];
	for (const position of positionsOf(on)) {
		const index = planner.toggles[position];
		const bit = bitAt(position);
		if (index !== undefined) {
			const saves = await total(on & ~bit) - cost;
			proposals.push({
				index,
				bytes: toggles[position]?.bytes ?? null,
				saves,
				share: nowCost > 0 ? saves / nowCost : 0,
				together: await partnersOf(combined, on, position),
				users: entries.flatMap(({name}, at) => ((plans[at]?.uses ?? 0n) & bit) === 0n ? [] : [name]),
				writes: null,
			});
		}
	}

	return proposals;
}
