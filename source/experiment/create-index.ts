import {behindTable, withOnly} from '../catalog/with-only.ts';
import {quoteIdentifier} from '../database/quote-identifier.ts';
import {type Partition, readPartitions} from '../database/read-partitions.ts';
import type {Session} from '../database/session.ts';
import type {UniverseIndex} from './index-universe.ts';
import {partitionIndexName} from './partition-index-name.ts';

/**
 * CREATE INDEX, in the open transaction, on each partition by itself where the table has some, all levels down. Built on the table as a whole it would take in
 * whatever index of those columns somebody has on a partition: that one would go wherever the new one is off. And its parts have names that
 * tell whose they are, the same ones every time.
 */
export async function createIndex(session: Session, {schema, table, name, unique, definition}: Pick<UniverseIndex, 'schema' | 'table' | 'name' | 'unique' | 'definition'>): Promise<void> {
	const tree = await readPartitions(session, schema, table);
	if (tree.length === 0) {
		await session.query(definition);
		return;
	}

	await session.query(withOnly(definition));
	const [row] = await session.query('select pg_catalog.pg_get_indexdef(pg_catalog.to_regclass($1)) as frame', [qualified({schema, name})]);
	const rest = behindTable(String(row?.['frame']));
	const nameOf = (partition: Partition) => partition.parentOid === null ? name : partitionIndexName(name, partition.name);
	const byOid = new Map(tree.map(partition => [partition.oid, partition]));
	const statements = tree.flatMap(partition => {
		const above = byOid.get(partition.parentOid ?? -1);
		if (above === undefined || partition.kind === 'foreign') {
			return [];
		}

		const own = nameOf(partition);
		return [
			`CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${quoteIdentifier(own)} ON ${partition.kind === 'partitioned' ? 'ONLY ' : ''}${qualified(partition)} ${rest}`,
			`ALTER INDEX ${qualified({schema: above.schema, name: nameOf(above)})} ATTACH PARTITION ${qualified({schema: partition.schema, name: own})}`,
		];
	});
	if (statements.length > 0) {
		await session.script(statements.join('; '));
	}
}

function qualified({schema, name}: {readonly schema: string; readonly name: string}): string {
	return `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}
