import type {IndexUsage} from '../database/usage.ts';

/** Which index makes another one redundant, and how. */
export type Redundancy = {readonly kind: 'duplicate'; readonly of: string} | {readonly kind: 'covered'; readonly by: string};

const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((text, at) => text === b[at]);

/** Everything but the columns: where these differ, one index cannot stand in for the other. */
const alike = (a: IndexUsage, b: IndexUsage) => a.method === b.method && a.predicate === b.predicate && b.valid;

/** It guards something: the other one has to go. */
const guards = ({unique, constraint, replicaIdentity, foreignKeys}: IndexUsage) => unique || constraint !== null || replicaIdentity || foreignKeys.length > 0;

/** Of two that are the same, the one to keep: that which guards something, then the one more used, then the first by name. */
function outranks(a: IndexUsage, b: IndexUsage): boolean {
	return Number(guards(a)) - Number(guards(b)) === 0 ? (a.scans === b.scans ? a.name < b.name : a.scans > b.scans) : guards(a);
}

/**
 * A B-tree finds by the first of its columns as well as an index on those alone would; what a longer one costs is its size. An index
 * that makes rows unique is made redundant by none. `others`: the indexes of the same table.
 */
export function redundancyOf(index: IndexUsage, others: readonly IndexUsage[]): Redundancy | null {
	const rivals = others.filter(other => other.oid !== index.oid && alike(index, other));
	const twin = rivals.find(other => same(other.columns, index.columns) && same(other.include, index.include)
		&& (other.unique || !index.unique) && outranks(other, index));
	if (twin !== undefined) {
		return {kind: 'duplicate', of: twin.name};
	}

	if (index.unique || index.method !== 'btree') {
		return null;
	}

	const longer = rivals.find(other => other.columns.length > index.columns.length
		&& same(other.columns.slice(0, index.columns.length), index.columns)
		&& index.include.every(column => [...other.include, ...other.columns].includes(column)));
	return longer === undefined ? null : {kind: 'covered', by: longer.name};
}
