import {readCreateIndex} from '../catalog/read-create-index.ts';
import type {IndexUniverse, TableName, UniverseIndex} from './index-universe.ts';

/** An index that somebody thinks would help: a CREATE INDEX statement and what it says. */
export interface IndexProposal {
	readonly name: string;
	/** null: where the table's unqualified name leads. */
	readonly schema: string | null;
	readonly table: string;
	readonly sql: string;
	readonly why: string;
}

/** The universe with one more index to flip; one that is in it already (the same name in the same schema) stays as it is. */
export function withProposal(universe: IndexUniverse, proposal: IndexProposal, tables: readonly TableName[]): {readonly universe: IndexUniverse; readonly key: string} {
	const table = tables.find(({schema, name}) => name === proposal.table && (proposal.schema === null || schema === proposal.schema));
	const schema = proposal.schema ?? table?.schema ?? 'public';
	const known = universe.indexes.find(index => index.name === proposal.name && index.schema === schema);
	if (known !== undefined) {
		return {universe, key: known.key};
	}

	const index: UniverseIndex = {
		key: universe.byKey.has(proposal.name) ? `${schema}.${proposal.name}` : proposal.name,
		owned: table?.owned ?? true,
		origin: 'proposed',
		name: proposal.name,
		schema,
		table: proposal.table,
		oid: null,
		parentOid: null,
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

/** The universe without an index that was proposed in this session; any other stays. */
export function withoutProposal(universe: IndexUniverse, key: string): IndexUniverse {
	const indexes = universe.indexes.filter(index => index.key !== key || index.origin !== 'proposed');
	return {...universe, indexes, byKey: new Map(indexes.map(index => [index.key, index]))};
}
