import type {Catalog} from '../../source/catalog/catalog.ts';
import type {IndexConfiguration} from '../../source/catalog/index-configuration.ts';
import {coverEntry} from '../../source/lattice/cover-entry.ts';
import {entryLattice} from '../../source/lattice/entry-lattice.ts';
import {allOf} from '../../source/lattice/mask.ts';
import type {Toggle} from '../../source/lattice/toggle.ts';
import {tablesOf, usualWishes, workloadLattice} from '../../source/lattice/workload-lattice.ts';
import type {Combinations} from '../../source/view/combinations.ts';
import {modelPlanner, type Way} from '../lattice/model-planner.ts';

/** All combinations of toggles of table `shots`, for the catalogue's entries, by planners that take the cheapest of some ways. */
export async function combinationsOf(catalog: Catalog, configuration: IndexConfiguration, sizes: Readonly<Record<string, number | {readonly bytes: number; readonly walBytes: number | null}>>, ways: Readonly<Record<string, readonly Way[]>>, changes: Partial<Combinations> = {}): Promise<Combinations> {
	const toggles = Object.entries(sizes).map(([key, size]): Toggle => ({key, table: 'public.shots', ...(typeof size === 'number' ? {bytes: size, walBytes: null} : size)}));
	const entries = catalog.entries.filter(({name}) => ways[name] !== undefined);
	const all = allOf(toggles.length);
	const workload = await Promise.all(entries.map(async ({name}) => {
		const lattice = await entryLattice(modelPlanner(ways[name] ?? [], all).plan, all);
		return {name, weight: 1, lattice, cover: await coverEntry(lattice, tablesOf(toggles))};
	}));
	return {
		kind: 'Combinations',
		lattice: await workloadLattice(workload, toggles, usualWishes),
		entries,
		failed: [],
		unasked: new Map(),
		gone: [],
		held: [],
		all: {name: 'optimized', configuration},
		weights: {basis: 'frequency', uncounted: 0},
		effort: {explains: 7, switches: 4, byForce: entries.length * 2 ** toggles.length, ms: 12, built: {indexes: 0, ms: 0}},
		writes: {costs: [], ms: 0},
		measured: null,
		unmeasured: [],
		notes: [],
		...changes,
	};
}
