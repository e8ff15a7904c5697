import {costsNoMore, eachCostsNoMore, rounding} from '../../lattice/costs-no-more.ts';
import type {FrontPoint} from '../../lattice/front.ts';
import type {Mask} from '../../lattice/mask.ts';
import type {Toggle} from '../../lattice/toggle.ts';
import type {WorkloadEntry} from '../../lattice/workload-entry.ts';
import {type WorkloadLattice, workloadLattice} from '../../lattice/workload-lattice.ts';
import {eachEntry} from './each-entry.ts';

export interface Bounds {
	readonly within: number;
	readonly mostBytes: number | null;
	readonly mostIndexes: number | null;
	readonly signal: AbortSignal;
}

export interface ChosenSet {
	readonly on: Mask;
	readonly lattice: WorkloadLattice;
}

/** Where costs of several tables need not add up, so many sets are planned before everything is taken. */
const mostPlanned = 10;

/** The smallest set that is good enough; where the bounds leave none, the cheapest within them. Planned for real before it is believed. */
export async function chooseSet(entries: readonly WorkloadEntry[], toggles: readonly Toggle[], bounds: Bounds): Promise<ChosenSet> {
	for (;;) {
		const lattice = await workloadLattice(entries, toggles, []);
		const {points, most} = wanted(lattice, bounds);
		const tried: Array<Pick<FrontPoint, 'on' | 'cost'>> = [];
		const exact = exactOnes(lattice);
		for (const {on, cost} of points.slice(0, lattice.claim === 'every combination' ? 1 : mostPlanned)) {
			const planned = await eachEntry(lattice.entries, bounds.signal, async ({lattice: each}) => (await each.check(on)).planned.cost);
			const real = planned.reduce((sum, one, at) => sum + (lattice.entries[at]?.weight ?? 0) * one, 0);
			if (real <= Math.max(most ?? 0, cost) * (1 + rounding) && (most === null || bounds.within > 0 || eachCostsNoMore(lattice.entries, (_, at) => planned[at] ?? null))) {
				return {on, lattice};
			}

			tried.push({on, cost: real});
		}

		// What was inferred of an entry was wrong: now nothing is, and everything is looked at again.
		if (exactOnes(lattice) === exact) {
			const [cheapest] = tried.toSorted((a, b) => a.cost - b.cost);
			return {on: most !== null && bounds.mostBytes === null && bounds.mostIndexes === null ? lattice.all.on : cheapest?.on ?? 0n, lattice};
		}
	}
}

function exactOnes({entries}: WorkloadLattice): number {
	return entries.filter(({lattice}) => lattice.exact() !== null).length;
}

/** The sets that will do, best first; `most`: what they may cost, null where the bounds leave no set that is good enough. */
function wanted({entries, front: {points}, all}: WorkloadLattice, {within, mostBytes, mostIndexes}: Bounds): {readonly points: readonly FrontPoint[]; readonly most: number | null} {
	const most = all.cost * (1 + within);
	const possible = points.filter(({bytes, indexes}) => bytes <= (mostBytes ?? bytes) && indexes <= (mostIndexes ?? indexes));
	const good = possible.filter(({on, cost}) => cost <= most * (1 + rounding) && (within > 0 || costsNoMore(entries, on)));
	// Unbounded, nothing is taken rather than what some entry would pay for.
	return good.length > 0 || (mostBytes === null && mostIndexes === null)
		? {points: good.toSorted((a, b) => a.bytes - b.bytes || a.indexes - b.indexes || a.cost - b.cost), most}
		: {points: possible.toSorted((a, b) => a.cost - b.cost || a.bytes - b.bytes), most: null};
}
