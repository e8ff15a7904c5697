import {PlanflipError} from '../errors.ts';
import type {Session} from './session.ts';

/** A statement as pg_stat_statements has it, one row: of one user, at the top or within a function. */
export interface CountedStatement {
	/** null where the server lost it. */
	readonly sql: string | null;
	readonly calls: number;
	/** ms */
	readonly totalMs: number;
	/** Of this database. */
	readonly here: boolean;
	/** Sent by a client, not by a function. */
	readonly top: boolean;
	/** These executions were planflip's. */
	readonly own?: true;
}

/**
 * Everything that pg_stat_statements counted, the dearest first. Without total_exec_time (before its 1.8, PostgreSQL 13) there is total_time;
 * without toplevel (before 1.9, PostgreSQL 14) everything is taken for the client's.
 * Rejects with a letter where it is not installed, not loaded, or older than PostgreSQL 13's.
 */
export async function readCountedStatements(session: Pick<Session, 'query'>): Promise<readonly CountedStatement[]> {
	const [{schema = null} = {}] = await session.query(`select pg_catalog.quote_ident(n.nspname) as schema from pg_catalog.pg_extension as e
		join pg_catalog.pg_namespace as n on n.oid = e.extnamespace where e.extname = 'pg_stat_statements'`);
	if (typeof schema !== 'string') {
		throw absent('pg_stat_statements is not installed in this database.');
	}

	try {
		const rows = await session.query(`select s.query, s.calls::float8 as calls, s.dbid = d.oid as here,
			coalesce(pg_catalog.to_jsonb(s) ->> 'total_exec_time', pg_catalog.to_jsonb(s) ->> 'total_time')::float8 as total,
			coalesce((pg_catalog.to_jsonb(s) ->> 'toplevel')::bool, true) as top
			from ${schema}.pg_stat_statements as s, pg_catalog.pg_database as d
			where d.datname = pg_catalog.current_database()
			order by 4 desc`);
		return rows.map(row => ({
			sql: typeof row['query'] === 'string' ? row['query'] : null,
			calls: Number(row['calls']),
			totalMs: Number(row['total']),
			here: row['here'] === true,
			top: row['top'] === true,
		}));
	} catch (error) {
		throw error instanceof PlanflipError && error.sqlState === '55000' ? absent('pg_stat_statements is installed, but not loaded.') : error;
	}
}

function absent(message: string): PlanflipError {
	return new PlanflipError('input', {
		message,
		hint: 'shared_preload_libraries = \'pg_stat_statements\' in postgresql.conf, a restart, then CREATE EXTENSION pg_stat_statements\nplanflip import FILE takes a log or a file of statements instead.',
	});
}
