import {PlanflipError} from '../errors.ts';
import type {Session} from './session.ts';
import type {StatementUsage, TopStatements} from './usage.ts';

const probe = `select
	(select pg_catalog.quote_ident(n.nspname) from pg_catalog.pg_extension as e join pg_catalog.pg_namespace as n on n.oid = e.extnamespace
		where e.extname = 'pg_stat_statements') as schema,
	exists (select from pg_catalog.pg_available_extensions where name = 'pg_stat_statements') as available,
	exists (select from pg_catalog.pg_settings where name = 'pg_stat_statements.max') as loaded,
	pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE') as reads_all`;

/**
 * The dearest by total time, of this database. total_exec_time and toplevel are named so since pg_stat_statements 1.8 and 1.9 (PostgreSQL
 * 13 and 14); a function's inner statements would count twice. Planflip's own are EXPLAINs and looks at the system catalogue.
 */
const topSql = (schema: string) => `select s.query, s.calls::float8 as calls, s.total_exec_time as total, s.mean_exec_time as mean, s.rows::float8 as rows,
	s.shared_blks_hit::float8 as hit, s.shared_blks_read::float8 as read
	from ${schema}.pg_stat_statements as s
	join pg_catalog.pg_database as d on d.oid = s.dbid and d.datname = pg_catalog.current_database()
	where s.query <> '<insufficient privilege>'
		and coalesce((pg_catalog.to_jsonb(s) ->> 'toplevel')::bool, true)
		and s.query !~* '^\\s*(/\\*.*\\*/\\s*)?(explain|begin|commit|rollback|start|end|savepoint|release|set|reset|show|discard|deallocate|fetch|close|declare|vacuum|analyze|lock|listen|unlisten|notify|copy|create|drop|alter|grant|revoke|comment)\\y'
		and s.query !~ '\\ypg_catalog\\.'
	order by s.total_exec_time desc
	limit $1`;

/** Since 1.9 (PostgreSQL 14). */
const sinceSql = (schema: string) => `select (extract(epoch from stats_reset) * 1000)::float8 as since from ${schema}.pg_stat_statements_info`;

/** Rejects only when the connection is lost or the work cancelled: an extension that does not answer is a reason of its own. */
export async function readTopStatements(session: Session, most = 20): Promise<TopStatements> {
	if (session.kind === 'pglite') {
		return {kind: 'absent', reason: 'the embedded PostgreSQL has no pg_stat_statements', remedy: 'DATABASE_URL names a server, which may have it'};
	}

	const [row = {}] = await session.query(probe);
	const schema = row['schema'];
	if (typeof schema !== 'string') {
		return row['available'] === true
			? {kind: 'absent', reason: 'pg_stat_statements is not installed in this database', remedy: `${row['loaded'] === true ? '' : 'shared_preload_libraries = \'pg_stat_statements\' in postgresql.conf, a restart, then '}CREATE EXTENSION pg_stat_statements`}
			: {kind: 'absent', reason: 'this server has no pg_stat_statements', remedy: 'install PostgreSQL\'s contrib package'};
	}

	try {
		const statements = (await session.query(topSql(schema), [most])).map((each): StatementUsage => ({
			sql: String(each['query']),
			calls: Number(each['calls']),
			totalMs: Number(each['total']),
			meanMs: Number(each['mean']),
			rows: Number(each['rows']),
			hit: Number(each['hit']),
			read: Number(each['read']),
		}));
		const [info = {}] = await session.query(`select pg_catalog.to_regclass('${schema.replaceAll('\'', '\'\'')}.pg_stat_statements_info') is not null as known`);
		const [since = {}] = info['known'] === true ? await session.query(sinceSql(schema)) : [];
		return {kind: 'read', statements, since: typeof since['since'] === 'number' ? new Date(since['since']) : null, hidden: row['reads_all'] !== true};
	} catch (error) {
		if (!(error instanceof PlanflipError) || error.kind === 'connection' || error.kind === 'cancelled') {
			throw error;
		}

		return {kind: 'absent', reason: `pg_stat_statements does not answer: ${error.message}`, remedy: 'shared_preload_libraries = \'pg_stat_statements\' in postgresql.conf, and a restart'};
	}
}
