import {type IndexNow, readIndexNow} from '../../database/read-index-now.ts';
import {readIndexParts} from '../../database/read-index-parts.ts';
import {type Partition, readPartitions} from '../../database/read-partitions.ts';
import type {Session} from '../../database/session.ts';
import {partitionIndexName} from '../../experiment/partition-index-name.ts';
import {type IndexToBuild, qualified} from './index-to-build.ts';

/** The index of a partitioned table, or of a partition that has partitions itself. */
interface Whole {
	readonly schema: string;
	readonly table: string;
	readonly name: string;
	/** null: to be made. */
	readonly now: IndexNow | null;
}

/** `CREATE INDEX ... name ON table ...`, as the catalogue has it otherwise. */
export type WriteIndex = (name: string, table: {readonly schema: string; readonly name: string}, how: 'only' | 'alone') => string;

/** Why an index cannot be built by us. */
export interface BuildObstacle {
	readonly why: string;
	/** Another user might. */
	readonly forbidden: boolean;
}

export interface PartitionPlan {
	readonly builds: ReadonlyArray<Omit<IndexToBuild, 'of'>>;
	/** Why it cannot be built as a whole: then nothing of it is. */
	readonly obstacle: BuildObstacle | null;
}

/**
 * Postgres builds no index CONCURRENTLY on a partitioned table, but on each partition it does: first a frame ON ONLY the table, INVALID so far, which takes a moment; then each
 * partition's index, attached as soon as it is built. With the last one the whole is valid. What is there of it already stays. So, too, where nobody waits: an index on the
 * table as a whole would take in whatever index of those columns somebody has on a partition, and take it along when it is dropped.
 */
export async function planPartitions(session: Session, whole: Whole, write: WriteIndex): Promise<PartitionPlan> {
	const builds: Array<Omit<IndexToBuild, 'of'>> = whole.now === null ? [frame(whole, write, null)] : [];
	const tree = await readPartitions(session, whole.schema, whole.table);
	const obstacle = await below({session, tree, write, builds}, whole, tree.find(({parentOid}) => parentOid === null)?.oid ?? null);
	return {builds: obstacle === null ? builds : [], obstacle};
}

interface Planning {
	readonly session: Session;
	readonly tree: readonly Partition[];
	readonly write: WriteIndex;
	/** Grows by what the partitions lack. */
	readonly builds: Array<Omit<IndexToBuild, 'of'>>;
}

/** Plans what the partitions of a table lack, all levels down. Resolves with what stands against it. */
async function below(planning: Planning, whole: Whole, table: number | null): Promise<BuildObstacle | null> {
	const {session, tree, write, builds} = planning;
	const parts = whole.now === null ? new Map<number, string>() : await readIndexParts(session, whole.now.oid);
	for (const partition of tree.filter(({parentOid}) => parentOid !== null && parentOid === table)) {
		const obstacle = obstacleOf(partition);
		if (obstacle !== null) {
			return obstacle;
		}

		const part = parts.get(partition.oid) ?? null;
		const name = part ?? partitionIndexName(whole.name, partition.name);
		const now = await readIndexNow(session, partition.schema, name);
		if (now !== null && (now.table !== partition.name || (part === null && now.whole !== null))) {
			return {why: `the name ${name} is taken by an index of ${now.table}`, forbidden: false};
		}

		const one = {schema: partition.schema, table: partition.name, name, now};
		const attach = part === null ? `ALTER INDEX ${qualified(whole)} ATTACH PARTITION ${qualified(one)}` : null;
		if (partition.kind === 'partitioned') {
			builds.push(...(now === null ? [frame(one, write, attach)] : attach === null ? [] : [onlyAttached(one, attach)]));
			const further = await below(planning, one, partition.oid);
			if (further !== null) {
				return further;
			}
		} else if (now?.valid === true) {
			builds.push(...(attach === null ? [] : [onlyAttached(one, attach)]));
		} else if (attach === null) {
			return {why: `${name} is INVALID, and attached all the same; REINDEX INDEX CONCURRENTLY ${qualified(one)} mends it`, forbidden: false};
		} else {
			builds.push({schema: one.schema, table: one.table, name, statement: write(name, partition, 'alone'), leftover: now, attach, frame: false});
		}
	}

	return null;
}

function obstacleOf({schema, name, kind, owned}: Partition): BuildObstacle | null {
	if (kind === 'foreign') {
		return {why: `its partition ${schema}.${name} is a foreign table, which has no indexes: without a part on each partition the whole never becomes valid`, forbidden: false};
	}

	return owned ? null : {why: `you do not own its partition ${schema}.${name}`, forbidden: true};
}

function frame({schema, table, name}: Whole, write: WriteIndex, attach: string | null): Omit<IndexToBuild, 'of'> {
	return {schema, table, name, statement: write(name, {schema, name: table}, 'only'), leftover: null, attach, frame: true};
}

function onlyAttached({schema, table, name}: Whole, attach: string): Omit<IndexToBuild, 'of'> {
	return {schema, table, name, statement: null, leftover: null, attach, frame: false};
}
