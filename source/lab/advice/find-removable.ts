import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import type {TableState} from '../../database/list-tables.ts';
import {chooseToggles} from '../../experiment/choose-toggles.ts';
import type {IndexUniverse, UniverseIndex} from '../../experiment/index-universe.ts';
import type {PlanDesk} from '../../experiment/plan-desk.ts';
import {positionsOf} from '../../lattice/mask.ts';
import type {Bench} from '../bench.ts';
import {chooseSet} from './choose-set.ts';
import {combine, toggleOf, togglePlanner, type WeighedSubject} from './planner.ts';

/** The indexes that are there now and can go together, none of the entries costing more. */
export async function findRemovable(bench: Bench, desk: PlanDesk, {proposed, keep, reads, subjects}: {
	readonly proposed: IndexConfiguration;
	/** Keys of what was just chosen. */
	readonly keep: ReadonlySet<string>;
	readonly reads: (table: {readonly schema: string; readonly name: string}) => boolean;
	readonly subjects: readonly WeighedSubject[];
}): Promise<readonly UniverseIndex[]> {
	const {universe, rung, facts: {superuser}} = bench;
	const {toggles} = chooseToggles({universe, configuration: proposed, rung, superuser, reads});
	const old = toggles.filter(({key, built}) => built && !keep.has(key));
	if (old.length === 0 || subjects.length === 0) {
		return [];
	}

	const known = old.map(index => toggleOf(index, new Map()));
	const planner = togglePlanner(bench, desk, proposed, old);
	const {on} = await chooseSet(await combine(planner, subjects, known), known, {within: 0, mostBytes: null, mostIndexes: null});
	const staying = new Set(positionsOf(on));
	const going = old.filter((_, at) => !staying.has(at));
	const kept = keptForReferences({universe, proposed, going, tables: bench.tables});
	return going.filter(index => !kept.has(index));
}

/** Of those that go, the smallest that finds a deleted row's referring rows where none that stays does: nobody of the catalogue asks for that, and it would be missed. */
function keptForReferences({universe, proposed, going, tables}: {
	readonly universe: IndexUniverse;
	readonly proposed: IndexConfiguration;
	readonly going: readonly UniverseIndex[];
	readonly tables: readonly TableState[];
}): ReadonlySet<UniverseIndex> {
	const kept = new Set<UniverseIndex>();
	const on = universe.indexes.filter(({key}) => proposed.on.has(key));
	for (const {schema, name, foreignKeys = []} of tables) {
		for (const {columns} of foreignKeys) {
			const finding = on.filter(index => index.schema === schema && index.table === name && finds(index, columns));
			if (finding.every(index => going.includes(index) && !kept.has(index))) {
				const [smallest] = finding.toSorted((a, b) => (a.bytes ?? 0) - (b.bytes ?? 0));
				if (smallest !== undefined) {
					kept.add(smallest);
				}
			}
		}
	}

	return kept;
}

/** A B-tree that begins with these columns, in whichever order. */
function finds({predicate, method, columns: keys}: UniverseIndex, columns: readonly string[]): boolean {
	return predicate === null && method === 'btree' && columns.every(column => keys.slice(0, columns.length).includes(column));
}
