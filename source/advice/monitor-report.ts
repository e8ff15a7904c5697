import type {TableState} from '../database/list-tables.ts';
import type {UsageSnapshot} from '../database/usage.ts';
import type {IndexFinding, UnindexedForeignKey} from './index-finding.ts';
import {judgeIndexes, type OwnScans} from './judge-indexes.ts';
import {unindexedForeignKeys} from './unindexed-foreign-keys.ts';

/** planflip's own kept runs since the counters began: what they scanned is subtracted. */
export interface OwnRuns {
	readonly runs: number;
	readonly scans: OwnScans;
	/** Why some may be missing; null: all that were kept are in it. */
	readonly note: string | null;
}

/** What the counters of a database say of its indexes. */
export interface MonitorReport {
	readonly kind: 'MonitorReport';
	readonly label: string;
	/** `PostgreSQL 18.4` */
	readonly version: string;
	readonly snapshot: UsageSnapshot;
	readonly own: OwnRuns;
	readonly indexes: readonly IndexFinding[];
	readonly foreignKeys: readonly UnindexedForeignKey[];
}

export interface MonitorGrounds extends Pick<MonitorReport, 'label' | 'version' | 'snapshot' | 'own'> {
	readonly tables: readonly TableState[];
}

export function monitorReport({label, version, snapshot, own, tables}: MonitorGrounds): MonitorReport {
	return {
		kind: 'MonitorReport',
		label,
		version,
		snapshot,
		own,
		indexes: judgeIndexes(snapshot, own.scans),
		foreignKeys: unindexedForeignKeys(tables, snapshot.indexes),
	};
}
