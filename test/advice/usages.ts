import type {IndexUsage, StatisticsAge, UsageSnapshot} from '../../source/database/usage.ts';

const day = 24 * 60 * 60 * 1000;
const now = new Date('2026-11-25T12:00:00Z');

let oids = 1000;

/** A B-tree of 80 kB on shots (scene_id), read ten times, unless told otherwise. */
export function usage(name: string, changes: Partial<IndexUsage> = {}): IndexUsage {
	return {
		name, schema: 'public', table: 'shots', oid: oids++, parentOid: null, built: true, method: 'btree', columns: ['scene_id'], include: [],
		predicate: null, unique: false, constraint: null, valid: true, bytes: 81_920, scans: 10, definition: '', why: null, priority: null,
		entriesRead: 100, rowsFetched: 100, lastScan: null, hit: 0, read: 0, replicaIdentity: false, foreignKeys: [], ...changes,
	};
}

/** Counters of forty days. */
export function snapshot(indexes: readonly IndexUsage[], age: Partial<StatisticsAge> = {}): UsageSnapshot {
	return {
		kind: 'UsageSnapshot', indexes, tables: [], statements: {kind: 'absent', reason: 'nobody asked', remedy: 'ask'},
		age: {now, reset: new Date(now.getTime() - 40 * day), serverStarted: new Date(now.getTime() - 90 * day), standby: false, hit: 99, read: 1, counting: true, ...age},
	};
}

export const daysBefore = (days: number) => new Date(now.getTime() - days * day);
