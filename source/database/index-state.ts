/** An index as the database has it, or as the catalogue proposes it. Sizes in bytes. */
export interface IndexState {
	/** Unqualified, unquoted, as pg_class has it. */
	readonly name: string;
	readonly schema: string;
	readonly table: string;
	/** null for a proposed one. */
	readonly oid: number | null;
	/** oid of the partitioned table's index that it is a part of: DROP INDEX goes by that one only. */
	readonly parentOid: number | null;
	readonly built: boolean;
	/** btree, gin, brin ... */
	readonly method: string;
	/** Key columns or expressions as pg_get_indexdef prints them, e.g. `user_id`, `lower(email)`, `updated_at DESC`. */
	readonly columns: readonly string[];
	readonly include: readonly string[];
	/** The WHERE of a partial index. */
	readonly predicate: string | null;
	readonly unique: boolean;
	/** Name and kind of the constraint it backs (also: a foreign key elsewhere may rest on it). */
	readonly constraint: {readonly name: string; readonly kind: 'primary key' | 'unique' | 'exclusion'} | null;
	readonly valid: boolean;
	/** Bytes on disk; null when not built. */
	readonly bytes: number | null;
	/** pg_stat_user_indexes.idx_scan; null when not built or not allowed to see. */
	readonly scans: number | null;
	/** pg_get_indexdef, or the catalogue's statement. */
	readonly definition: string;
	/** What the catalogue says of it. */
	readonly why: string | null;
	readonly priority: string | null;
}
