import {chooseIndexName} from '../catalog/choose-index-name.ts';
import type {IndexDetails} from '../database/read-index-details.ts';
import {type Partition, readPartitions} from '../database/read-partitions.ts';
import type {Session} from '../database/session.ts';
import type {TableState} from '../database/list-tables.ts';
import type {IndexUniverse, UniverseIndex} from '../experiment/index-universe.ts';
import type {MigratedIndex} from '../migration/migration.ts';

/** An index of the database with the parts that go with it, as a script has to know them. */
export function builtIndex(index: UniverseIndex, universe: IndexUniverse, details: ReadonlyMap<number, IndexDetails>): MigratedIndex | null {
	const its = details.get(index.oid ?? 0);
	if (its === undefined) {
		return null;
	}

	const parts = universe.indexes.filter(({parentOid}) => parentOid !== null && parentOid === index.oid);
	const {schema, table, name, method, columns, include, predicate} = index;
	const {definition, partitioned, valid, tablespace, comment, statistics} = its;
	return {
		schema, table, name, definition, exact: true, method, columns, include, predicate, partitioned, valid, tablespace, comment, statistics,
		parts: parts.flatMap(part => builtIndex(part, universe, details) ?? []),
	};
}

/** An index to be built: of a partitioned table with an index for each partition, named as Postgres would. A sentence where scripts cannot build it. */
export async function proposedIndex(session: Session, index: UniverseIndex, universe: IndexUniverse, tables: readonly TableState[], exact: string | null): Promise<MigratedIndex | string> {
	const partitions = await readPartitions(session, index.schema, index.table);
	const foreign = partitions.find(({kind}) => kind === 'foreign');
	if (foreign !== undefined) {
		return `${foreign.schema}.${foreign.name} is a foreign table: an index that is attached part by part would stay INVALID`;
	}

	const taken = new Set([...universe.indexes, ...tables].map(({schema, name}) => JSON.stringify([schema, name])));
	const {schema, table, name, method, columns, include, predicate, definition} = index;
	const [top] = partitions;
	const whole: MigratedIndex = {
		schema, table, name, definition: exact ?? definition, exact: exact !== null, method, columns, include, predicate,
		partitioned: top !== undefined, parts: [], valid: true, tablespace: null, comment: null, statistics: [],
	};
	return top === undefined ? whole : {...whole, parts: partsOf(whole, top, partitions, taken)};
}

function partsOf(whole: MigratedIndex, parent: Partition, partitions: readonly Partition[], taken: Set<string>): readonly MigratedIndex[] {
	return partitions.filter(({parentOid}) => parentOid === parent.oid).map(partition => {
		const {schema, name: table, kind} = partition;
		const names = new Set([...taken].flatMap(key => namesIn(key, schema)));
		const name = chooseIndexName(table, [...whole.columns, ...whole.include], names);
		taken.add(JSON.stringify([schema, name]));
		// Its definition names the whole's table; a script takes from it what stands behind that.
		const part: MigratedIndex = {...whole, schema, table, name, exact: false, partitioned: kind === 'partitioned', parts: []};
		return {...part, parts: partsOf(part, partition, partitions, taken)};
	});
}

function namesIn(key: string, schema: string): readonly string[] {
	const prefix = `[${JSON.stringify(schema)},`;
	return key.startsWith(prefix) ? [String(JSON.parse(key.slice(prefix.length, -1)))] : [];
}
