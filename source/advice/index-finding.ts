import type {IndexUsage} from '../database/usage.ts';

/** What stands against dropping an index, however little it is used. */
export type IndexHold =
	| {readonly kind: 'constraint'; readonly name: string; readonly constraint: 'primary key' | 'unique' | 'exclusion'}
	/** No constraint, but rows are unique because of it. */
	| {readonly kind: 'uniqueness'}
	| {readonly kind: 'replica identity'}
	| {readonly kind: 'foreign keys'; readonly names: readonly string[]};

/** What the counters and the definitions say of it; of several, the one that says most. */
export type IndexVerdict =
	/** Left by a CREATE INDEX CONCURRENTLY that failed: kept up to date, never read. */
	| {readonly kind: 'invalid'}
	/** Another index is the same but for its name. */
	| {readonly kind: 'duplicate'; readonly of: string}
	/** Another one begins with all its columns. */
	| {readonly kind: 'covered'; readonly by: string}
	/** Never scanned by others than planflip in all the time the statistics cover. */
	| {readonly kind: 'unused'}
	/** Never scanned so far, and the statistics are too young to mean much. */
	| {readonly kind: 'not yet'}
	| {readonly kind: 'used'};

/** An index, or all the partitions of one, with what is to be thought of it. */
export interface IndexFinding {
	readonly index: IndexUsage;
	/** Of a partitioned table's index: how many partitions' are summed in it; 0 for others. */
	readonly partitions: number;
	/** Scans without planflip's own. */
	readonly scans: number;
	/** What planflip's own kept runs added since the statistics began. */
	readonly ownScans: number;
	readonly hold: IndexHold | null;
	readonly verdict: IndexVerdict;
	/** DROP INDEX would take nothing away that anybody is known to need. */
	readonly droppable: boolean;
}

/** A foreign key whose referring rows no index finds: deleting a referred row reads the whole table. */
export interface UnindexedForeignKey {
	readonly schema: string;
	readonly table: string;
	readonly constraint: string;
	/** As pg_get_indexdef would print them. */
	readonly columns: readonly string[];
	/** Of the table, estimated. */
	readonly rows: number;
}
