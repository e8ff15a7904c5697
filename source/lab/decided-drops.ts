import {readIndexDetails} from '../database/read-index-details.ts';
import type {UniverseIndex} from '../experiment/index-universe.ts';
import {wholesOf, withPartitions} from '../experiment/partition-indexes.ts';
import type {LeftOut, MigratedIndex} from '../migration/migration.ts';
import {whyNotDrop} from '../migration/why-not-drop.ts';
import type {Bench} from './bench.ts';
import {builtIndex} from './migrated-indexes.ts';

export interface DecidedDrops {
	readonly drops: ReadonlyArray<{readonly from: UniverseIndex; readonly index: MigratedIndex}>;
	readonly leftOut: readonly LeftOut[];
}

/** Which of the indexes that are to go a script may drop, as they are at this moment. */
export async function decidedDrops({session, universe}: Pick<Bench, 'session' | 'universe'>, unwanted: readonly UniverseIndex[]): Promise<DecidedDrops> {
	const {indexes} = universe;
	// A part of a partitioned table's index goes with the whole.
	const tops = unwanted.filter(index => !wholesOf(index, indexes).some(whole => unwanted.includes(whole)));
	const details = await readIndexDetails(session, tops.flatMap(index => withPartitions(index, indexes)).flatMap(({oid}) => oid ?? []));
	const judged = tops.map(from => {
		const [index, its] = [builtIndex(from, universe, details), details.get(from.oid ?? 0)];
		const why = index === null || its === undefined
			? 'it is gone by now'
			: whyNotDrop({...its, constraint: from.constraint, unique: from.unique, partOf: wholesOf(from, indexes)[0]?.key ?? null})
				?? (index.partitioned && !index.valid ? 'it is INVALID: not every partition has a part of it; complete it, or drop it by hand' : null);
		return {from, index, why};
	});
	return {
		drops: judged.flatMap(({from, index, why}) => index === null || why !== null ? [] : [{from, index}]),
		leftOut: judged.flatMap(({from, why}) => why === null ? [] : [{name: from.key, why}]),
	};
}
