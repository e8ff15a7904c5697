import type {Mask} from '../../lattice/mask.ts';
import {positionsOf} from '../../lattice/mask.ts';
import type {Planned} from '../../lattice/planned.ts';
import type {Toggle} from '../../lattice/toggle.ts';
import type {WorkloadEntry} from '../../lattice/workload-entry.ts';
import {eachEntry} from './each-entry.ts';

/** What all combinations of the candidates cost. */
export interface CandidateLattice {
	readonly toggles: readonly Toggle[];
	readonly entries: readonly WorkloadEntry[];
	/** In the entries' order. */
	readonly plans: (on: Mask) => Promise<readonly Planned[]>;
	/** Weighted. */
	readonly sum: (plans: readonly Planned[]) => number;
	readonly total: (on: Mask) => Promise<number>;
	readonly keysOf: (on: Mask) => readonly string[];
}

export function candidateLattice(toggles: readonly Toggle[], entries: readonly WorkloadEntry[], signal: AbortSignal): CandidateLattice {
	const plans = async (on: Mask) => eachEntry(entries, signal, async ({lattice}) => (await lattice.ask(on)).planned);
	const sum = (planned: readonly Planned[]) => planned.reduce((cost, each, at) => cost + (entries[at]?.weight ?? 0) * each.cost, 0);
	return {
		toggles,
		entries,
		plans,
		sum,
		total: async on => sum(await plans(on)),
		keysOf: on => positionsOf(on).flatMap(at => toggles[at]?.key ?? []),
	};
}
