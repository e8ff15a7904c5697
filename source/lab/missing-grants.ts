import {grantSelect, readClosedSchemas} from '../database/grant-select.ts';
import {quoteForReader} from '../database/quote-identifier.ts';
import {readRelations} from '../database/read-relations.ts';
import {relationsNamed} from '../sql/relations-named.ts';
import type {SqlParser} from '../sql/sql-parser.ts';
import type {Bench} from './bench.ts';

export interface MissingGrants {
	/** With their schemas, quoted where they must be. */
	readonly tables: readonly string[];
	/** Statements that let the user read all of them, to be pasted as they are. */
	readonly grants: string;
}

/**
 * The tables of a statement that the user may not read, found where the search path leads: a server tells of the first right that is
 * missing only, and never which schema its table is in. null when he may read something of each.
 * @throws PlanflipError input, for a text that is no SQL.
 */
export async function missingGrants({session, facts}: Pick<Bench, 'session' | 'facts'>, parser: Pick<SqlParser, 'parse'>, sql: string): Promise<MissingGrants | null> {
	const closed = await readClosedSchemas(session);
	const relations = await readRelations(session, relationsNamed(parser.parse(sql)));
	const unread = relations.filter(({schema, columns}) => closed.has(schema) || columns.every(({readable}) => !readable)).map(({schema, asked: {name}}) => ({schema, name}));
	return unread.length === 0 ? null : {
		tables: unread.map(({schema, name}) => `${quoteForReader(schema)}.${quoteForReader(name)}`),
		grants: grantSelect(unread, closed, facts.user),
	};
}
