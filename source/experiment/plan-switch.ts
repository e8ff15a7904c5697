import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import {PlanflipError} from '../errors.ts';
import {canBeHinted} from './hints.ts';
import type {IndexUniverse, UniverseIndex} from './index-universe.ts';
import {wholesOf, withPartitions} from './partition-indexes.ts';
import type {Rung} from './rung.ts';

/** What separates a configuration from the database as it is. */
export interface Switch {
	/** DROP INDEX, in a transaction. */
	readonly drop: readonly UniverseIndex[];
	/** Hidden by the rung's own means, which take no lock: pg_index.indisvalid in a transaction (1, 2, 5), a hint (3), HypoPG (4). */
	readonly hide: readonly UniverseIndex[];
	/** CREATE INDEX, in a transaction. */
	readonly build: readonly UniverseIndex[];
	/** hypopg_create_index: planned with, never executed. */
	readonly imagine: readonly UniverseIndex[];
}

/** Why this rung cannot flip this index; null when it can. */
export function flipObstacle(index: UniverseIndex, rung: Rung, superuser: boolean): string | null {
	if (rung.number === 0) {
		return 'these plans come from a file';
	}

	if (!index.built && rung.newIndexes === 'imagined') {
		return null;
	}

	if (rung.number === 6) {
		return 'this user may not switch indexes here; ? tells what is missing';
	}

	if (!index.built && rung.newIndexes === 'none') {
		return 'it is not built, and building it would lock its table (HypoPG could imagine it; see planflip doctor)';
	}

	if (rung.number === 3 && !canBeHinted(index)) {
		return 'its name would end the comment that a hint is';
	}

	if (rung.number === 3 && index.key !== index.name) {
		return 'another schema has an index of that name, and hints know no schemas';
	}

	if (rung.number === 3 || rung.number === 4) {
		return invalidity(index);
	}

	if (!index.owned && !superuser) {
		return `you do not own its table ${index.table}`;
	}

	if (index.parentOid !== null && !superuser) {
		return 'it is a part of a partitioned table\'s index: flip that one (only a superuser can hide a part)';
	}

	if (index.constraint !== null && !superuser) {
		return `it backs the constraint ${index.constraint.name}; only a superuser can hide it`;
	}

	return invalidity(index);
}

/** Whether the configuration wants of this index what it is not; an INVALID one is off for every query, whatever is wanted of it. */
export function takesSwitching(index: UniverseIndex, {on}: IndexConfiguration): boolean {
	return on.has(index.key) !== index.built && invalidity(index) === null;
}

function invalidity({built, valid}: UniverseIndex): string | null {
	return built && !valid ? 'it is INVALID in the database: Postgres does not use it anyway' : null;
}

/** Sorts the differences by how each is switched; a flip that the rung cannot do is a permission error. */
export function planSwitch(configuration: IndexConfiguration, universe: IndexUniverse, rung: Rung, superuser: boolean): Switch {
	const changed = universe.indexes.filter(index => takesSwitching(index, configuration));
	// A part goes with its whole, whatever is in the way of switching it alone.
	for (const index of changed.filter(part => wholesOf(part, universe.indexes).every(({key}) => configuration.on.has(key)))) {
		const obstacle = flipObstacle(index, rung, superuser);
		if (obstacle !== null) {
			throw new PlanflipError('permission', {
				message: `${index.key} cannot be flipped: ${obstacle}`,
				hint: `the way of switching here is "${rung.badge}"`,
			});
		}
	}

	// A unique index may carry a foreign key without backing a constraint: DROP fails then with 2BP01, hiding never does.
	const off = changed.filter(index => index.built);
	// A part of a partitioned index cannot be dropped by itself, and goes with the whole.
	const hidden = (index: UniverseIndex) => (rung.number >= 2 && rung.number <= 4) || index.constraint !== null || (index.unique && superuser) || index.parentOid !== null;
	const drop = off.filter(index => !hidden(index));
	const dropped = new Set(drop.flatMap(index => withPartitions(index, universe.indexes)));
	const hide = new Set(off.filter(hidden).flatMap(index => withPartitions(index, universe.indexes)));
	return {
		drop,
		hide: [...hide].filter(index => !dropped.has(index)),
		build: rung.newIndexes === 'built' ? changed.filter(index => !index.built) : [],
		imagine: rung.newIndexes === 'imagined' ? changed.filter(index => !index.built) : [],
	};
}
