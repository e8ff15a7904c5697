import type {FrontPoint} from '../../lattice/front.ts';
import type {Mask} from '../../lattice/mask.ts';
import type {Toggle} from '../../lattice/toggle.ts';
import type {WorkloadEntry} from '../../lattice/workload-entry.ts';
import {type WorkloadLattice, workloadLattice} from '../../lattice/workload-lattice.ts';

export interface Bounds {
	readonly within: number;
	readonly mostBytes: number | null;
	readonly mostIndexes: number | null;
}

export interface ChosenSet {
	readonly on: Mask;
	readonly lattice: WorkloadLattice;
}

/** Costs are sums of floating point numbers: in another order they differ in their last digits. */
const rounding = 1e-9;

/** The smallest set that is good enough; where the bounds leave none, the cheapest within them. Planned for real before it is believed. */
export async function chooseSet(entries: readonly WorkloadEntry[], toggles: readonly Toggle[], bounds: Bounds): Promise<ChosenSet> {
	for (let again = 0; ; again++) {
		const lattice = await workloadLattice(entries, toggles, []);
		const {on, cost} = bestOf(lattice, bounds);
		const planned = await Promise.all(lattice.entries.map(async ({lattice: each, weight}) => weight * (await each.check(on)).planned.cost));
		const real = planned.reduce((sum, one) => sum + one, 0);
		// What was inferred was wrong: of that entry nothing is inferred any more.
		if (real <= cost * (1 + rounding) || again === entries.length) {
			return {on, lattice};
		}
	}
}

function bestOf({front: {points}, all}: WorkloadLattice, {within, mostBytes, mostIndexes}: Bounds): Pick<FrontPoint, 'on' | 'cost'> {
	const possible = points.filter(({bytes, indexes}) => bytes <= (mostBytes ?? bytes) && indexes <= (mostIndexes ?? indexes));
	const good = possible.filter(({cost}) => cost <= all.cost * (1 + within) * (1 + rounding));
	const smallest = good.toSorted((a, b) => a.bytes - b.bytes || a.indexes - b.indexes || a.cost - b.cost);
	const cheapest = possible.toSorted((a, b) => a.cost - b.cost || a.bytes - b.bytes);
	return smallest[0] ?? cheapest[0] ?? {on: 0n, cost: all.cost};
}
