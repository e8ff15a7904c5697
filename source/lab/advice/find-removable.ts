import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import type {TableState} from '../../database/list-tables.ts';
import {chooseToggles} from '../../experiment/choose-toggles.ts';
import type {IndexUniverse, UniverseIndex} from '../../experiment/index-universe.ts';
import {bytesWithParts} from '../../experiment/partition-indexes.ts';
import type {PlanDesk} from '../../experiment/plan-desk.ts';
import {bitAt, positionsOf} from '../../lattice/mask.ts';
import type {Bench} from '../bench.ts';
import type {Staying} from './advice.ts';
import {chooseSet} from './choose-set.ts';
import {combine, toggleOf, togglePlanner, type WeighedSubject} from './planner.ts';

export interface Removal {
	/** They can go together, and no entry costs more. */
	readonly removable: readonly UniverseIndex[];
	/** The others that are there now; what backs a constraint is not among them. */
	readonly staying: readonly Staying[];
}

/** Which of the indexes that are there now can go, and why the others stay. */
export async function findRemovable(bench: Bench, desk: PlanDesk, {proposed, keep, missed, reads, subjects, signal}: {
	readonly proposed: IndexConfiguration;
	/** Keys of what was just chosen. */
	readonly keep: ReadonlySet<string>;
	/** Those without which these entries were measured slower, by key. */
	readonly missed: ReadonlyMap<string, readonly string[]>;
	readonly reads: (table: {readonly schema: string; readonly name: string}) => boolean;
	readonly subjects: readonly WeighedSubject[];
	readonly signal: AbortSignal;
}): Promise<Removal> {
	const {universe, rung, facts: {superuser}} = bench;
	const {toggles, held} = chooseToggles({universe, configuration: proposed, rung, superuser, reads});
	const unasked: readonly Staying[] = [
		...toggles.flatMap((index): readonly Staying[] => {
			const by = missed.get(index.key);
			return by === undefined ? [] : [{index, because: {kind: 'measured slower', by}}];
		}),
		...held.filter(({index}) => index.constraint === null && !keep.has(index.key)),
	];
	const old = toggles.filter(({key, built}) => built && !keep.has(key) && !missed.has(key));
	if (old.length === 0 || subjects.length === 0) {
		return {removable: [], staying: unasked};
	}

	const known = old.map(index => toggleOf(index, universe.indexes, new Map()));
	const planner = togglePlanner(bench, desk, proposed, old);
	const {on, lattice} = await chooseSet(await combine(planner, subjects, known, signal), known, {within: 0, mostBytes: null, mostIndexes: null, signal});
	const staying = new Set(positionsOf(on));
	const going = old.filter((_, at) => !staying.has(at));
	const kept = keptForReferences({universe, proposed, going, tables: bench.tables});
	const plans = await Promise.all(lattice.entries.map(async ({name, lattice: each}) => ({name, uses: (await each.ask(on)).planned.uses})));
	return {
		removable: going.filter(index => !kept.has(index)),
		staying: [
			...old.flatMap((index, at): readonly Staying[] => staying.has(at)
				? [{index, because: {kind: 'needed', by: plans.filter(({uses}) => (uses & bitAt(at)) !== 0n).map(({name}) => name)}}]
				: []),
			...[...kept].map(([index, columns]): Staying => ({index, because: {kind: 'finds referring rows', columns}})),
			...unasked,
		],
	};
}

/** Of those that go, the smallest that finds a deleted row's referring rows where none that stays does: nobody of the catalogue asks for that, and it would be missed. */
function keptForReferences({universe, proposed, going, tables}: {
	readonly universe: IndexUniverse;
	readonly proposed: IndexConfiguration;
	readonly going: readonly UniverseIndex[];
	readonly tables: readonly TableState[];
}): ReadonlyMap<UniverseIndex, readonly string[]> {
	const kept = new Map<UniverseIndex, readonly string[]>();
	const on = universe.indexes.filter(({key}) => proposed.on.has(key));
	for (const {schema, name, foreignKeys = []} of tables) {
		for (const {columns} of foreignKeys) {
			const finding = on.filter(index => index.schema === schema && index.table === name && finds(index, columns));
			if (finding.every(index => going.includes(index) && !kept.has(index))) {
				const [smallest] = finding.toSorted((a, b) => (bytesWithParts(a, universe.indexes) ?? 0) - (bytesWithParts(b, universe.indexes) ?? 0));
				if (smallest !== undefined) {
					kept.set(smallest, columns);
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
