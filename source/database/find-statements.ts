import type {Session} from './session.ts';

/** Where pg_stat_statements is, or why it says nothing and what would make it. */
export type StatementsFound =
	/** `schema`: quoted. `hidden`: the statements of other users are not shown to this one. */
	| {readonly kind: 'there'; readonly schema: string; readonly hidden: boolean}
	| {readonly kind: 'absent'; readonly reason: string; readonly remedy: string};

const probe = `select
	(select pg_catalog.quote_ident(n.nspname) from pg_catalog.pg_extension as e join pg_catalog.pg_namespace as n on n.oid = e.extnamespace
		where e.extname = 'pg_stat_statements') as schema,
	exists (select from pg_catalog.pg_available_extensions where name = 'pg_stat_statements') as available,
	exists (select from pg_catalog.pg_settings where name = 'pg_stat_statements.max') as loaded,
	pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE') as reads_all`;

/** Whether it answers, only asking it tells: it may be installed and not loaded. */
export async function findStatements(session: Pick<Session, 'query' | 'kind'>): Promise<StatementsFound> {
	if (session.kind === 'pglite') {
		return {kind: 'absent', reason: 'the embedded PostgreSQL has no pg_stat_statements', remedy: 'DATABASE_URL names a server, which may have it'};
	}

	const [row = {}] = await session.query(probe);
	const schema = row['schema'];
	if (typeof schema === 'string') {
		return {kind: 'there', schema, hidden: row['reads_all'] !== true};
	}

	return row['available'] === true
		? {kind: 'absent', reason: 'pg_stat_statements is not installed in this database', remedy: `${row['loaded'] === true ? '' : `${loadIt}, then `}CREATE EXTENSION pg_stat_statements`}
		: {kind: 'absent', reason: 'this server has no pg_stat_statements', remedy: 'install PostgreSQL\'s contrib package'};
}

export const loadIt = 'shared_preload_libraries = \'pg_stat_statements\' in postgresql.conf, a restart';
