import {PlanflipError} from '../errors.ts';
import {findStatements, loadIt} from './find-statements.ts';
import {isOwnSqlIn} from './own-sql.ts';
import {readStatementsSince} from './read-statements-since.ts';
import type {Session} from './session.ts';
import type {StatementUsage, TopStatements} from './usage.ts';

/**
 * The dearest by total time, of this database. total_exec_time and toplevel are named so since pg_stat_statements 1.8 and 1.9 (PostgreSQL
 * 13 and 14); a function's inner statements would count twice. Planflip's own are EXPLAINs, looks at the system catalogue, and marked.
 */
const topSql = (schema: string) => `select s.query, s.calls::float8 as calls, s.total_exec_time as total, s.mean_exec_time as mean, s.rows::float8 as rows,
	s.shared_blks_hit::float8 as hit, s.shared_blks_read::float8 as read
	from ${schema}.pg_stat_statements as s
	join pg_catalog.pg_database as d on d.oid = s.dbid and d.datname = pg_catalog.current_database()
	where s.query <> '<insufficient privilege>'
		and coalesce((pg_catalog.to_jsonb(s) ->> 'toplevel')::bool, true)
		and s.query !~* '^\\s*(/\\*.*\\*/\\s*)?(explain|begin|commit|rollback|start|end|savepoint|release|set|reset|show|discard|deallocate|fetch|close|declare|vacuum|analyze|lock|listen|unlisten|notify|copy|create|drop|alter|grant|revoke|comment)\\y'
		and s.query !~ '\\ypg_catalog\\.'
		and not ${isOwnSqlIn('s.query')}
	order by s.total_exec_time desc
	limit $1`;

/** Rejects only when the connection is lost or the work cancelled: an extension that does not answer is a reason of its own. */
export async function readTopStatements(session: Session, most = 20): Promise<TopStatements> {
	const found = await findStatements(session);
	if (found.kind === 'absent') {
		return found;
	}

	const {schema, hidden} = found;
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
		return {kind: 'read', statements, since: await readStatementsSince(session, schema), hidden};
	} catch (error) {
		if (!(error instanceof PlanflipError) || error.kind === 'connection' || error.kind === 'cancelled') {
			throw error;
		}

		return {kind: 'absent', reason: `pg_stat_statements does not answer: ${error.message}`, remedy: loadIt};
	}
}
