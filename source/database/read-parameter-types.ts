import type {Session} from './session.ts';

const name = 'planflip_parameter_types';

/**
 * What the server takes each `$n` of a statement for: `bigint`, `text`, `interval`, in the order of n. It prepares the statement and
 * forgets it again; nothing is executed.
 * @throws PlanflipError what the server says of a statement that it cannot prepare.
 */
export async function readParameterTypes(session: Pick<Session, 'query'>, sql: string): Promise<readonly string[]> {
	await session.query(`PREPARE ${name} AS\n${sql}`);
	const [row] = await session.query('select pg_catalog.to_jsonb(parameter_types::text[]) as types from pg_catalog.pg_prepared_statements where name = $1', [name]);
	await session.query(`DEALLOCATE ${name}`);
	const types = row?.['types'];
	return Array.isArray(types) ? types.map(String) : [];
}
