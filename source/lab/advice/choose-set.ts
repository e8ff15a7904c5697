import {costsNoMore, eachCostsNoMore, rounding} from '../../lattice/costs-no-more.ts';
import type {FrontPoint} from '../../lattice/front.ts';
import type {Mask} from '../../lattice/mask.ts';
import type {Toggle} from '../../lattice/toggle.ts';
import type {WorkloadEntry} from '../../lattice/workload-entry.ts';
import {type WorkloadLattice, workloadLattice} from '../../lattice/workload-lattice.ts';
import {eachEntry} from './each-entry.ts';

export interface Bounds {
	readonly within: number;
	/** So many times its cost with all on any entry may cost; null, or not given: whatever it costs. */
	readonly each?: number | null;
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

/** The smallest set that is good enough; where the limits leave none, the cheapest within them, whatever an entry pays. Planned for real before it is believed. */
export async function chooseSet(entries: readonly WorkloadEntry[], toggles: readonly Toggle[], bounds: Bounds): Promise<ChosenSet> {
	const {each = null} = bounds;
	for (;;) {
		const lattice = await workloadLattice(entries, toggles, [], each);
		const good = wanted(lattice, bounds);
		// Where nothing that the limits leave keeps to what a query may cost, no query is asked.
		const {points, most} = good.points.length > 0 || each === null ? good : cheapest(await workloadLattice(lattice.entries, toggles, []), bounds);
		const times = bounds.within === 0 ? 1 : each;
		const tried: Array<Pick<FrontPoint, 'on' | 'cost'>> = [];
		const exact = exactOnes(lattice);
		for (const {on, cost} of points.slice(0, lattice.claim === 'every combination' ? 1 : mostPlanned)) {
			const planned = await eachEntry(lattice.entries, bounds.signal, async ({lattice: each}) => (await each.check(on)).planned.cost);
			const real = planned.reduce((sum, one, at) => sum + (lattice.entries[at]?.weight ?? 0) * one, 0);
			if (real <= Math.max(most ?? 0, cost) * (1 + rounding) && (most === null || times === null || eachCostsNoMore(lattice.entries, (_, at) => planned[at] ?? null, times))) {
				return {on, lattice};
			}

			tried.push({on, cost: real});
		}

		// What was inferred of an entry was wrong: now nothing is, and everything is looked at again.
		if (exactOnes(lattice) === exact) {
			const [best] = tried.toSorted((a, b) => a.cost - b.cost);
			return {on: most !== null && bounds.mostBytes === null && bounds.mostIndexes === null ? lattice.all.on : best?.on ?? 0n, lattice};
		}
	}
}

function exactOnes({entries}: WorkloadLattice): number {
	return entries.filter(({lattice}) => lattice.exact() !== null).length;
}

interface Wanted {
	readonly points: readonly FrontPoint[];
	/** What they may cost; null where the limits leave no set that is good enough. */
	readonly most: number | null;
}

/** The sets that will do, best first. */
function wanted(lattice: WorkloadLattice, bounds: Bounds): Wanted {
	const {entries, all} = lattice;
	const {within, mostBytes, mostIndexes} = bounds;
	const most = all.cost * (1 + within);
	const good = possible(lattice, bounds).filter(({on, cost}) => cost <= most * (1 + rounding) && (within > 0 || costsNoMore(entries, on)));
	// Unbounded, nothing is taken rather than what some entry would pay for.
	return good.length > 0 || (mostBytes === null && mostIndexes === null)
		? {points: good.toSorted((a, b) => a.bytes - b.bytes || a.indexes - b.indexes || a.cost - b.cost), most}
		: cheapest(lattice, bounds);
}

function cheapest(lattice: WorkloadLattice, bounds: Bounds): Wanted {
	return {points: possible(lattice, bounds).toSorted((a, b) => a.cost - b.cost || a.bytes - b.bytes), most: null};
}

function possible({front: {points}}: WorkloadLattice, {mostBytes, mostIndexes}: Bounds): readonly FrontPoint[] {
	return points.filter(({bytes, indexes}) => bytes <= (mostBytes ?? bytes) && indexes <= (mostIndexes ?? indexes));
}
