/** What may rest on an index, whatever the queries say. */
export interface RestsOnIndex {
	readonly constraint: {readonly name: string; readonly kind: 'primary key' | 'unique' | 'exclusion'} | null;
	/** Foreign keys elsewhere that refer by it. */
	readonly foreignKeys: readonly string[];
	readonly replicaIdentity: boolean;
	/** CLUSTER goes by it. */
	readonly clustered: boolean;
	readonly unique: boolean;
	/** Its table is a materialised view. */
	readonly materialised: boolean;
	/** The partitioned table's index that it is a part of. */
	readonly partOf: string | null;
}

/**
 * Why no script drops an index; null: it serves queries only. A plan is no reason to take a rule away: which INSERT ... ON CONFLICT
 * goes by a unique index, or who relies on there being no second row, no catalogue of queries tells.
 */
export function whyNotDrop({constraint, foreignKeys, replicaIdentity, clustered, unique, materialised, partOf}: RestsOnIndex): string | null {
	if (constraint !== null) {
		return `it backs the constraint ${constraint.name} (${constraint.kind}): that would have to be dropped, with all that it guards`;
	}

	if (foreignKeys.length > 0) {
		return `foreign keys rest on it: ${foreignKeys.join(', ')}`;
	}

	if (replicaIdentity) {
		return 'it is the replica identity of its table: logical replication names rows by it';
	}

	if (clustered) {
		return 'CLUSTER goes by it: ALTER TABLE ... SET WITHOUT CLUSTER first, if nobody does';
	}

	if (unique) {
		return materialised
			? 'it keeps rows unique, and REFRESH MATERIALIZED VIEW CONCURRENTLY needs such an index'
			: 'it keeps rows unique, and INSERT ... ON CONFLICT may go by it: it does more than to serve queries';
	}

	return partOf === null ? null : `it is a part of ${partOf}, and goes with that one only`;
}
