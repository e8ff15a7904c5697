import {
	CompiledQuery,
	Kysely,
	PostgresAdapter,
	PostgresIntrospector,
	PostgresQueryCompiler,
	type DatabaseConnection,
	type Dialect,
	type QueryResult,
} from 'kysely';
import {PlanflipError} from '../errors.ts';
import type {Row, Session, SqlValue} from './session.ts';

/**
 * Kysely over a Session: typed queries on the session's own connection, so that they see its transaction and its
 * settings. Destroying the Kysely leaves the session open.
 */
export function typed<DB>(session: Session): Kysely<DB> {
	const connection = connectionOf(session);
	const say = async (sql: string) => {
		await connection.executeQuery(CompiledQuery.raw(sql));
	};

	const nothing = () => Promise.resolve();
	const dialect: Dialect = {
		createAdapter: () => new PostgresAdapter(),
		createQueryCompiler: () => new PostgresQueryCompiler(),
		createIntrospector: db => new PostgresIntrospector(db),
		createDriver: () => ({
			init: nothing,
			acquireConnection: () => Promise.resolve(connection),
			beginTransaction: (_connection, {isolationLevel}) => say(isolationLevel === undefined ? 'begin' : `begin isolation level ${isolationLevel}`),
			commitTransaction: () => say('commit'),
			rollbackTransaction: () => say('rollback'),
			releaseConnection: nothing,
			destroy: nothing,
		}),
	};
	return new Kysely<DB>({dialect});
}

function connectionOf(session: Session): DatabaseConnection {
	return {
		async executeQuery<R>({sql, parameters}: CompiledQuery): Promise<QueryResult<R>> {
			const rows = await session.query(sql, parameters.map(sqlValue));
			return {rows: areRows<R>(rows) ? [...rows] : []};
		},
		streamQuery() {
			throw new PlanflipError('bug', {message: 'a session does not stream'});
		},
	};
}

/** The table types that `typed` was given vouch for the rows: kysely derives R from them and from the query. */
function areRows<R>(rows: readonly (R | Row)[]): rows is readonly R[] {
	return Array.isArray(rows);
}

function sqlValue(value: unknown): SqlValue {
	if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
		return value;
	}

	throw new PlanflipError('bug', {message: `a ${typeof value} is no SQL value of a session`});
}
