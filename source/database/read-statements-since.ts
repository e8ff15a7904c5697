import {ownSql} from './own-sql.ts';
import type {Session} from './session.ts';

/** When pg_stat_statements, in that schema (quoted), was last emptied; null before its 1.9 (PostgreSQL 14), which does not say. */
export async function readStatementsSince(session: Pick<Session, 'query'>, schema: string): Promise<Date | null> {
	const [info = {}] = await session.query(`select pg_catalog.to_regclass('${schema.replaceAll('\'', '\'\'')}.pg_stat_statements_info') is not null as known`);
	const [since = {}] = info['known'] === true ? await session.query(ownSql(`select (extract(epoch from stats_reset) * 1000)::float8 as since from ${schema}.pg_stat_statements_info`)) : [];
	return typeof since['since'] === 'number' ? new Date(since['since']) : null;
}
