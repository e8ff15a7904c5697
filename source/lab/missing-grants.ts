import {grantSelect, readClosedSchemas} from '../database/grant-select.ts';
import {quoteForReader} from '../database/quote-identifier.ts';
import {readRelations} from '../database/read-relations.ts';
import type {ServerFacts} from '../database/server-facts.ts';
import type {Session} from '../database/session.ts';
import {relationsNamed} from '../sql/relations-named.ts';
import type {SqlParser} from '../sql/sql-parser.ts';

/** Whose rights are looked at, and through what. */
export interface GrantBench {
	readonly session: Pick<Session, 'query'>;
	readonly facts: Pick<ServerFacts, 'user'>;
}

export interface MissingGrants {
	/** With their schemas, quoted where they must be. */
	readonly tables: readonly string[];
	/** Statements that let the user read all of them, to be pasted as they are. */
	readonly grants: string;
}

/**
 * The tables of statements that the user may not read, found where the search path leads: a server tells of the first right that is
 * missing only, and never which schema its table is in. null when he may read something of each.
 * @throws PlanflipError input, where one is no SQL.
 */
export async function missingGrants({session, facts}: GrantBench, parser: Pick<SqlParser, 'parse'>, texts: readonly string[]): Promise<MissingGrants | null> {
	const closed = await readClosedSchemas(session);
	const relations = await readRelations(session, texts.flatMap(sql => relationsNamed(parser.parse(sql))));
	const closedToUser = relations.filter(({schema, columns}) => closed.has(schema) || columns.every(({readable}) => !readable));
	// Texts name the same table with its schema and without; sorted, the statements are the same wherever they are told.
	const unread = [...new Map(closedToUser.map(({schema, asked: {name}}) => [`${quoteForReader(schema)}.${quoteForReader(name)}`, {schema, name}]))].toSorted(([a], [b]) => a < b ? -1 : 1);
	return unread.length === 0 ? null : {
		tables: unread.map(([label]) => label),
		grants: grantSelect(unread.map(([, table]) => table), closed, facts.user),
	};
}
