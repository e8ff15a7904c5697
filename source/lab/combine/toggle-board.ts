import {configurationOf, type IndexConfiguration} from '../../catalog/index-configuration.ts';
import type {UniverseIndex} from '../../experiment/index-universe.ts';
import {allOf, type Mask, positionsOf} from '../../lattice/mask.ts';
import type {Planned} from '../../lattice/planned.ts';
import type {Plan} from '../../plan/plan.ts';
import {readPlanned, type ToggledPlace} from './read-planned.ts';

/** Toggles as bits, and back. */
export interface ToggleBoard {
	readonly toggles: readonly UniverseIndex[];
	readonly all: Mask;
	/** The same object for the same mask, so that entries are planned under it together. */
	readonly configuration: (on: Mask) => IndexConfiguration;
	readonly maskOf: (configuration: IndexConfiguration) => Mask;
	readonly read: (plan: Plan) => Planned;
}

/** `largest`: what is on with all toggles on. */
export function toggleBoard(toggles: readonly UniverseIndex[], place: ToggledPlace, largest: IndexConfiguration): ToggleBoard {
	const all = allOf(toggles.length);
	const positions = new Map(toggles.map(({key}, at) => [key, at]));
	const fixed = [...largest.on].filter(key => !positions.has(key));
	const known = new Map<Mask, IndexConfiguration>([[all, largest]]);
	return {
		toggles,
		all,
		configuration(on) {
			const configuration = known.get(on) ?? configurationOf([...fixed, ...positionsOf(on).flatMap(position => toggles[position]?.key ?? [])]);
			known.set(on, configuration);
			return configuration;
		},
		maskOf: ({on}) => [...positions].reduce((mask, [key, at]) => on.has(key) ? mask | (1n << BigInt(at)) : mask, 0n),
		read: readPlanned(toggles, place),
	};
}
