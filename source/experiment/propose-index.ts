import {readCreateIndex} from '../catalog/read-create-index.ts';
import type {IndexUniverse, UniverseIndex} from './index-universe.ts';

/** An index that somebody thinks would help: a CREATE INDEX statement and what it says. */
export interface IndexProposal {
	readonly name: string;
	/** null: where the table's unqualified name leads. */
	readonly schema: string | null;
	readonly table: string;
	readonly sql: string;
	readonly why: string;
}

/** The universe with one more index to flip; one that is in it already (the same name) stays as it is. */
export function withProposal(universe: IndexUniverse, proposal: IndexProposal): {readonly universe: IndexUniverse; readonly key: string} {
	const known = universe.byKey.get(proposal.name);
	if (known !== undefined) {
		return {universe, key: known.key};
	}

	const neighbour = universe.indexes.find(index => index.table === proposal.table && (proposal.schema === null || index.schema === proposal.schema));
	const index: UniverseIndex = {
		key: proposal.name,
		owned: neighbour?.owned ?? true,
		name: proposal.name,
		schema: proposal.schema ?? neighbour?.schema ?? 'public',
		table: proposal.table,
		oid: null,
		built: false,
		...readCreateIndex(proposal.sql),
		constraint: null,
		valid: true,
		bytes: null,
		scans: null,
		definition: proposal.sql,
		why: proposal.why,
		priority: null,
	};
	return {
		universe: {...universe, indexes: [...universe.indexes, index], byKey: new Map(universe.byKey).set(index.key, index)},
		key: index.key,
	};
}
