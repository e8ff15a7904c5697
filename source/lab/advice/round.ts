import {configurationOf, type IndexConfiguration} from '../../catalog/index-configuration.ts';
import type {UniverseIndex} from '../../experiment/index-universe.ts';
import type {PlanDesk} from '../../experiment/plan-desk.ts';
import type {Mask} from '../../lattice/mask.ts';
import type {Planned} from '../../lattice/planned.ts';
import type {Bench} from '../bench.ts';
import type {Staying} from './advice.ts';
import type {CandidateLattice} from './candidate-lattice.ts';
import {eachEntry} from './each-entry.ts';
import {findRemovable} from './find-removable.ts';
import {type TogglePlanner, togglePlanner, type WeighedSubject} from './planner.ts';

/** A set of proposals, what it makes superfluous, and every entry's plan with either. */
export interface Round {
	readonly on: Mask;
	readonly proposed: IndexConfiguration;
	readonly lean: IndexConfiguration;
	readonly removable: readonly UniverseIndex[];
	readonly staying: readonly Staying[];
	readonly plans: readonly Planned[];
	readonly leanPlans: readonly Planned[];
}

export interface RoundGrounds {
	readonly bench: Bench;
	readonly desk: PlanDesk;
	readonly planner: TogglePlanner;
	readonly combined: CandidateLattice;
	/** In the order of the lattice's entries. */
	readonly subjects: readonly WeighedSubject[];
	readonly reads: (table: {readonly schema: string; readonly name: string}) => boolean;
	readonly signal: AbortSignal;
}

/** `missed`: indexes without which these entries were measured slower, by key. */
export async function roundOf({bench, desk, planner, combined, subjects, reads, signal}: RoundGrounds, on: Mask, missed: ReadonlyMap<string, readonly string[]>): Promise<Round> {
	const proposed = planner.configuration(on);
	const keep = new Set(combined.keysOf(on));
	const {removable, staying} = await findRemovable(bench, desk, {proposed, keep, missed, reads, subjects, signal});
	const lean = configurationOf([...proposed.on].filter(key => !removable.some(index => index.key === key)));
	const under = async ({configuration, toggles}: {readonly configuration: IndexConfiguration; readonly toggles: readonly UniverseIndex[]}) => {
		const over = togglePlanner(bench, desk, configuration, toggles);
		return eachEntry(subjects, signal, async ({subject}) => over.under(subject)(on));
	};
	const plans = await combined.plans(on);
	return {on, proposed, lean, removable, staying, plans, leanPlans: removable.length === 0 ? plans : await under({configuration: lean, toggles: planner.toggles})};
}
