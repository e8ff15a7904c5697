import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import {quoteIdentifier} from '../../database/quote-identifier.ts';
import type {Explained} from '../../experiment/explain.ts';
import type {UniverseIndex} from '../../experiment/index-universe.ts';
import {withPartitions} from '../../experiment/partition-indexes.ts';
import {statementLimit} from '../../experiment/statement-limit.ts';
import type {Bench} from '../bench.ts';

/** Bytes of each toggle: on disk; of what is built for a trial as it is there; of what is imagined as HypoPG guesses. null where nobody says. */
export async function toggleSizes({session, universe, workbench, rung}: Bench, toggles: readonly UniverseIndex[], all: IndexConfiguration, explained: readonly Explained[]): Promise<ReadonlyArray<number | null>> {
	const imagined = new Map(explained.flatMap(one => one.imagined.map(({key, bytes}) => [key, bytes])));
	const built = toggles.filter(index => !index.built && rung.newIndexes === 'built');
	const names = built.map(({schema, name}) => `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`);
	const rows = built.length === 0 ? [] : await workbench.under(all, statementLimit(rung, null), async () =>
		session.query('select pg_catalog.pg_relation_size(pg_catalog.to_regclass(name))::float8 as bytes from pg_catalog.json_array_elements_text($1::json) with ordinality as n (name, at) order by at', [JSON.stringify(names)]));
	const fresh = new Map(built.map(({key}, at) => [key, rows[at]?.['bytes']]));
	return toggles.map(index => {
		if (index.built) {
			const sizes = withPartitions(index, universe.indexes).map(({bytes}) => bytes);
			return sizes.includes(null) ? null : sizes.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0);
		}

		const bytes = fresh.get(index.key) ?? imagined.get(index.key);
		return typeof bytes === 'number' ? bytes : null;
	});
}
