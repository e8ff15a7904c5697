import type {Session} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import type {ServerFacts} from '../database/server-facts.ts';
import type {BoundParameter, Subject} from './run.ts';

/** Older servers have no EXPLAIN (GENERIC_PLAN): https://www.postgresql.org/docs/16/release-16.html */
const sinceVersion = 160_000;

const check = 'planflip_one_statement';

/** The parameters that nobody knows a value of. */
export function unknownOf(parameters: readonly BoundParameter[]): readonly BoundParameter[] {
	return parameters.filter(({unknown}) => unknown === true);
}

/** Why a query without values cannot be planned here; null when it can. Binding NULL instead would give the plan of another query. */
export function genericObstacle({sql, parameters, file, line}: Subject, {versionNumber, version}: Pick<ServerFacts, 'version' | 'versionNumber'>): PlanflipError | null {
	const unknown = unknownOf(parameters);
	if (versionNumber >= sinceVersion || unknown.length === 0) {
		return null;
	}

	const names = unknown.map(({name}) => name).join(', ');
	return new PlanflipError('input', {
		message: `${names}: no value is known, and ${version} cannot plan a query without (PostgreSQL 16 can)`,
		where: `${file}:${line + sql.slice(0, Math.max(0, sql.indexOf('$'))).split('\n').length - 1}`,
		hint: `Give a value: e on the screen, --param ${unknown[0]?.name ?? 'name'}=VALUE, or -- parameter: ${unknown[0]?.name ?? 'name'} = select ... on its card.`,
	});
}

/**
 * What EXPLAIN (GENERIC_PLAN) says of a statement whose `$n` have no values. It works over the simple protocol only, which takes
 * several statements at once: so the server itself is asked first whether this is one, by a PREPARE over the extended protocol,
 * which refuses a second. What is one statement behind PREPARE is one behind EXPLAIN.
 */
export async function explainGeneric(session: Pick<Session, 'query' | 'simple'>, sql: string): Promise<unknown> {
	await forgetCheck(session);
	await session.query(`PREPARE ${check} AS\n${sql}`);
	await forgetCheck(session);
	const [row] = await session.simple(`EXPLAIN (GENERIC_PLAN, VERBOSE, SETTINGS, SUMMARY, FORMAT JSON)\n${sql}`);
	return row?.['QUERY PLAN'];
}

async function forgetCheck(session: Pick<Session, 'query'>): Promise<void> {
	const rows = await session.query('select 1 from pg_catalog.pg_prepared_statements where name = $1', [check]);
	if (rows.length > 0) {
		await session.query(`DEALLOCATE ${check}`);
	}
}
