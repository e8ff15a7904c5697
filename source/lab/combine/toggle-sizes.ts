import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import {relationBytes} from '../../database/relation-bytes.ts';
import type {Explained} from '../../experiment/explain.ts';
import type {UniverseIndex} from '../../experiment/index-universe.ts';
import {bytesWithParts} from '../../experiment/partition-indexes.ts';
import {statementLimit} from '../../experiment/statement-limit.ts';
import type {Bench} from '../bench.ts';

/** Bytes of each toggle: on disk; of what is built for a trial as it is there; of what is imagined as HypoPG guesses. null where nobody says. */
export async function toggleSizes({session, universe, workbench, rung}: Bench, toggles: readonly UniverseIndex[], all: IndexConfiguration, explained: readonly Explained[]): Promise<ReadonlyArray<number | null>> {
	const imagined = new Map(explained.flatMap(one => one.imagined.map(({key, bytes}) => [key, bytes])));
	const built = toggles.filter(index => !index.built && rung.newIndexes === 'built');
	const sizes = built.length === 0 ? [] : await workbench.under(all, statementLimit(rung, null), async () => relationBytes(session, built));
	const fresh = new Map(built.map(({key}, at) => [key, sizes[at] ?? null]));
	return toggles.map(index => {
		if (index.built) {
			return bytesWithParts(index, universe.indexes);
		}

		return fresh.get(index.key) ?? imagined.get(index.key) ?? null;
	});
}
