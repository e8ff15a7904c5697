import {writeApplied} from '../../disk/applied-folder.ts';
import type {AppliedIndex, AppliedIndexes} from '../../experiment/applied-indexes.ts';
import type {IndexNow} from '../../database/read-index-now.ts';
import type {IndexToBuild} from './index-to-build.ts';

type NamedIndex = Pick<AppliedIndex, 'schema' | 'name'>;

/** The record of one invocation, written down before and after every build. */
export interface AppliedLedger {
	readonly intend: (one: NamedIndex & Pick<IndexToBuild, 'table'>, statement: string, at: Date) => Promise<void>;
	/** Its identity, seen while it is being built: should nobody see the end, it can still be told whose it is. */
	readonly seen: (one: NamedIndex, oid: number) => Promise<void>;
	readonly built: (one: NamedIndex, now: IndexNow, at: Date) => Promise<void>;
	/** It was not we who built it. */
	readonly withdraw: (one: NamedIndex) => Promise<void>;
	/** What kept it from being written down: then nothing more may be built. */
	readonly failure: () => unknown;
}

export function appliedLedger(folder: string, empty: AppliedIndexes): AppliedLedger {
	let record = empty;
	let failure: unknown = null;
	const write = async (indexes: readonly AppliedIndex[]) => {
		record = {...record, indexes};
		try {
			await writeApplied(folder, record);
		} catch (error) {
			failure = error;
			throw error;
		}
	};

	const is = (one: NamedIndex) => (index: NamedIndex) => index.schema === one.schema && index.name === one.name;
	const change = async (one: NamedIndex, changes: Partial<AppliedIndex>) => write(record.indexes.map(index => is(one)(index) ? {...index, ...changes} : index));
	return {
		intend: async ({schema, table, name}, statement, begunAt) =>
			write([...record.indexes, {schema, table, name, statement, begunAt, builtAt: null, oid: null, definition: null, droppedAt: null}]),
		async seen(one, oid) {
			if (record.indexes.find(is(one))?.oid !== oid) {
				await change(one, {oid});
			}
		},
		built: async (one, {oid, definition}, builtAt) => change(one, {oid, definition, builtAt}),
		withdraw: async one => write(record.indexes.filter(index => !is(one)(index))),
		failure: () => failure,
	};
}
