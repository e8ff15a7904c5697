import type {Session} from '../../database/session.ts';
import type {Grown} from './advice.ts';
import type {AdviseEvent} from './advise-request.ts';
import type {Writer} from './judge-writes.ts';
import {relationBytes} from './relation-bytes.ts';

/** How large the tables of the statements that write are before and after some of them are executed. */
export async function * growTables(session: Session, grown: Map<string, Grown>, writers: readonly Writer[], executing: AsyncGenerator<AdviseEvent, void, void>): AsyncGenerator<AdviseEvent, void, void> {
	const tables = new Map(writers.map(({writes: {schema, table}}) => [schema === null ? table : `${schema}.${table}`, {schema, name: table}]));
	const before = new Map<string, number>();
	for (const [name, table] of tables) {
		before.set(name, grown.get(name)?.before ?? await relationBytes(session, table) ?? 0);
	}

	yield * executing;
	for (const [name, table] of tables) {
		grown.set(name, {before: before.get(name) ?? 0, after: await relationBytes(session, table) ?? 0});
	}
}
