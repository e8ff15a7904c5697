import type {IndexDetails} from '../database/read-index-details.ts';
import {type Partition, readPartitions} from '../database/read-partitions.ts';
import type {Session} from '../database/session.ts';
import type {TableState} from '../database/list-tables.ts';
import type {IndexUniverse, UniverseIndex} from '../experiment/index-universe.ts';
import type {MigratedIndex} from '../migration/migration.ts';
import {partitionIndexName} from '../experiment/partition-index-name.ts';

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

/** An index to be built: of a partitioned table with an index for each partition, named as apply-indexes does. A sentence where scripts cannot build it. */
export async function proposedIndex(session: Session, index: UniverseIndex, universe: IndexUniverse, tables: readonly TableState[], exact: string | null): Promise<MigratedIndex | string> {
	const partitions = await readPartitions(session, index.schema, index.table);
	const foreign = partitions.find(({kind}) => kind === 'foreign');
	if (foreign !== undefined) {
		return `${foreign.schema}.${foreign.name} is a foreign table: an index that is attached part by part would stay INVALID`;
	}

	const {schema, table, name, method, columns, include, predicate, definition} = index;
	const [top] = partitions;
	const whole: MigratedIndex = {
		schema, table, name, definition: exact ?? definition, exact: exact !== null, method, columns, include, predicate,
		partitioned: top !== undefined, parts: [], valid: true, tablespace: null, comment: null, statistics: [],
	};
	const parts = top === undefined ? [] : partsOf(whole, top, partitions);
	const clash = withParts(parts).find(part => isTaken(part, universe, tables));
	return clash === undefined ? {...whole, parts} : `its part on ${clash.schema}.${clash.table} would be called ${clash.name}, which is something else's name`;
}

function partsOf(whole: MigratedIndex, parent: Partition, partitions: readonly Partition[]): readonly MigratedIndex[] {
	return partitions.filter(({parentOid}) => parentOid === parent.oid).map(partition => {
		const {schema, name: table, kind} = partition;
		// Its definition names the whole's table; a script takes from it what stands behind that.
		const part: MigratedIndex = {...whole, schema, table, name: partitionIndexName(whole.name, table), exact: false, partitioned: kind === 'partitioned', parts: []};
		return {...part, parts: partsOf(part, partition, partitions)};
	});
}

function withParts(indexes: readonly MigratedIndex[]): readonly MigratedIndex[] {
	return indexes.flatMap(index => [index, ...withParts(index.parts)]);
}

/** By anything but an index of that table: that is what a build in the middle has left, which the script looks at itself. */
function isTaken({schema, table, name}: MigratedIndex, universe: IndexUniverse, tables: readonly TableState[]): boolean {
	return tables.some(other => other.schema === schema && other.name === name)
		|| universe.indexes.some(other => other.schema === schema && other.name === name && other.table !== table);
}
