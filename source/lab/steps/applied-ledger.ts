import {writeApplied} from '../../disk/applied-folder.ts';
import type {AppliedIndex, AppliedIndexes} from '../../experiment/applied-indexes.ts';
import type {IndexNow} from '../../database/read-index-now.ts';
import type {IndexToBuild} from './plan-apply.ts';

/** The record of one invocation, written down before and after every build. */
export interface AppliedLedger {
	readonly intend: (one: IndexToBuild, at: Date) => Promise<void>;
	/** Its identity, seen while it is being built: should nobody see the end, it can still be told whose it is. */
	readonly seen: (name: string, oid: number) => Promise<void>;
	readonly built: (name: string, now: IndexNow, at: Date) => Promise<void>;
	/** It was not we who built it. */
	readonly withdraw: (name: string) => Promise<void>;
}

export function appliedLedger(folder: string, empty: AppliedIndexes): AppliedLedger {
	let record = empty;
	const write = async (indexes: readonly AppliedIndex[]) => {
		record = {...record, indexes};
		await writeApplied(folder, record);
	};

	const change = async (name: string, changes: Partial<AppliedIndex>) =>
		write(record.indexes.map(index => index.name === name ? {...index, ...changes} : index));
	return {
		intend: async ({schema, table, name, statement}, begunAt) =>
			write([...record.indexes, {schema, table, name, statement, begunAt, builtAt: null, oid: null, definition: null, droppedAt: null}]),
		async seen(name, oid) {
			if (record.indexes.some(index => index.name === name && index.oid !== oid)) {
				await change(name, {oid});
			}
		},
		built: async (name, {oid, definition}, builtAt) => change(name, {oid, definition, builtAt}),
		withdraw: async name => write(record.indexes.filter(index => index.name !== name)),
	};
}
