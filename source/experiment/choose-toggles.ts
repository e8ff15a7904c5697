import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import type {IndexUniverse, UniverseIndex} from './index-universe.ts';
import {wholesOf, withPartitions} from './partition-indexes.ts';
import {flipObstacle} from './plan-switch.ts';
import type {Rung} from './rung.ts';

/** Why an index is in every combination as it is. */
export type HeldBecause =
	/** It backs a constraint, or keeps rows unique: what goes with it is not speed. */
	| {readonly kind: 'guards'; readonly what: string}
	/** This way of switching cannot switch it. */
	| {readonly kind: 'obstacle'; readonly reason: string}
	/** Nothing of the catalogue reads its table. */
	| {readonly kind: 'not read'};

export interface HeldIndex {
	readonly index: UniverseIndex;
	readonly because: HeldBecause;
}

export interface Toggling {
	readonly toggles: readonly UniverseIndex[];
	readonly held: readonly HeldIndex[];
}

export interface TogglingGrounds {
	readonly universe: IndexUniverse;
	/** The largest combination: what is off in it is off in all. */
	readonly configuration: IndexConfiguration;
	readonly rung: Rung;
	readonly superuser: boolean;
	/** Whether the catalogue reads a table. */
	readonly reads: (table: {readonly schema: string; readonly name: string}) => boolean;
}

/** Which of the indexes that are on can be off, and why the others stay. A part of a partitioned table's index goes with the whole. */
export function chooseToggles({universe, configuration, rung, superuser, reads}: TogglingGrounds): Toggling {
	const toggles: UniverseIndex[] = [];
	const held: HeldIndex[] = [];
	const own = universe.indexes.filter(index => configuration.on.has(index.key) && wholesOf(index, universe.indexes).every(({key}) => !configuration.on.has(key)));
	for (const index of own) {
		const tables = withPartitions(index, universe.indexes).map(({schema, table}) => ({schema, name: table}));
		const because = tables.some(table => reads(table)) ? heldBecause(index, rung, superuser) : {kind: 'not read' as const};
		if (because === null) {
			toggles.push(index);
		} else {
			held.push({index, because});
		}
	}

	return {toggles, held};
}

function heldBecause(index: UniverseIndex, rung: Rung, superuser: boolean): HeldBecause | null {
	const {constraint, built, unique} = index;
	if (constraint !== null) {
		return {kind: 'guards', what: `it backs the ${constraint.kind} ${constraint.name}`};
	}

	// What foreign keys and replica identities rest on is unique.
	if (built && unique) {
		return {kind: 'guards', what: 'it keeps rows unique'};
	}

	const obstacle = toggleObstacle(index, rung, superuser);
	return obstacle === null ? null : {kind: 'obstacle', reason: obstacle};
}

/** Why combinations with and without this index cannot be compared here; null when they can. */
export function toggleObstacle(index: UniverseIndex, rung: Rung, superuser: boolean): string | null {
	return flipObstacle(index, rung, superuser) ?? unbuiltObstacle(index, rung);
}

function unbuiltObstacle({built, columns}: UniverseIndex, rung: Rung): string | null {
	if (built) {
		return null;
	}

	if (rung.number === 5) {
		return 'it is not built, and would be built anew, its table locked, for every combination';
	}

	return rung.newIndexes === 'imagined' && columns.some(column => column.includes('('))
		? 'it is imagined, and an index over an expression has no statistics before it is built: its cost would be a guess'
		: null;
}
