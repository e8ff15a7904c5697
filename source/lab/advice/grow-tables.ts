import {relationBytes} from '../../database/relation-bytes.ts';
import type {Session} from '../../database/session.ts';
import type {Grown} from './advice.ts';
import type {AdviseEvent} from './advise-request.ts';
import type {Writer} from './judge-writes.ts';

/** How large the tables of the statements that write are before and after some of them are executed. */
export async function * growTables(session: Session, grown: Map<string, Grown>, writers: readonly Writer[], executing: AsyncGenerator<AdviseEvent, void, void>): AsyncGenerator<AdviseEvent, void, void> {
	const tables = new Map(writers.map(({writes: {schema, table}}) => [schema === null ? table : `${schema}.${table}`, {schema, name: table}]));
	const sizes = async () => tables.size === 0 ? [] : relationBytes(session, [...tables.values()]);
	const before = await sizes();
	yield * executing;
	const after = await sizes();
	for (const [at, name] of [...tables.keys()].entries()) {
		grown.set(name, {before: grown.get(name)?.before ?? before[at] ?? 0, after: after[at] ?? 0});
	}
}
