import {configurationOf, type IndexConfiguration} from '../../catalog/index-configuration.ts';
import type {UniverseIndex} from '../../experiment/index-universe.ts';
import {bytesWithParts} from '../../experiment/partition-indexes.ts';
import type {PlanDesk} from '../../experiment/plan-desk.ts';
import type {Subject} from '../../experiment/run.ts';
import {coverEntry} from '../../lattice/cover-entry.ts';
import {entryLattice} from '../../lattice/entry-lattice.ts';
import {allOf, type Mask, positionsOf} from '../../lattice/mask.ts';
import type {PlanUnder} from '../../lattice/planned.ts';
import type {Toggle} from '../../lattice/toggle.ts';
import type {WorkloadEntry} from '../../lattice/workload-entry.ts';
import {tablesOf} from '../../lattice/workload-lattice.ts';
import {readPlanned, type ToggledPlace} from '../combine/read-planned.ts';
import {sharedPlanning} from '../combine/shared-planning.ts';
import {eachEntry} from './each-entry.ts';

/** An entry that can be planned. */
export interface WeighedSubject {
	readonly name: string;
	readonly weight: number;
	readonly subject: Subject;
	/** What executing it does besides answering, in its plan's words: `Update shots`. Absent, or none: nothing. */
	readonly effects?: readonly string[];
}

/** Plans entries with some toggles on, over a configuration that holds throughout. */
export interface TogglePlanner {
	readonly toggles: readonly UniverseIndex[];
	readonly configuration: (on: Mask) => IndexConfiguration;
	readonly under: (subject: Subject) => PlanUnder;
}

export function togglePlanner(place: ToggledPlace, desk: PlanDesk, base: IndexConfiguration, toggles: readonly UniverseIndex[]): TogglePlanner {
	const read = readPlanned(toggles, place);
	const fixed = [...base.on].filter(key => !toggles.some(toggle => toggle.key === key));
	// One object for each: what is asked of it at once is planned together.
	const made = new Map<Mask, IndexConfiguration>();
	const configuration = (on: Mask) => {
		const known = made.get(on) ?? configurationOf([...fixed, ...positionsOf(on).flatMap(at => toggles[at]?.key ?? [])]);
		made.set(on, known);
		return known;
	};

	return {
		toggles,
		configuration,
		under: sharedPlanning({desk, all: allOf(toggles.length), configuration, read}),
	};
}

/** As the lattice has it. `bytes`: of those that are not built. */
export function toggleOf(index: UniverseIndex, indexes: readonly UniverseIndex[], sizes: ReadonlyMap<string, number | null>): Toggle {
	const {key, schema, table} = index;
	return {key, table: JSON.stringify([schema, table]), bytes: bytesWithParts(index, indexes) ?? sizes.get(key) ?? null, walBytes: null};
}

/** All combinations of the toggles, for each entry. */
export async function combine(planner: Pick<TogglePlanner, 'under'>, subjects: readonly WeighedSubject[], toggles: readonly Toggle[], signal: AbortSignal): Promise<readonly WorkloadEntry[]> {
	return eachEntry(subjects, signal, async ({name, weight, subject}) => {
		const tables = tablesOf(toggles);
		const lattice = await entryLattice(planner.under(subject), allOf(toggles.length), {tables});
		return {name, weight, lattice, cover: await coverEntry(lattice, tables)};
	});
}
