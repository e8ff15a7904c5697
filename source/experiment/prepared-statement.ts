import type {Session} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import type {Subject} from './run.ts';
import type {Workbench} from './workbench.ts';

const statement = 'planflip_prepared';

/** How Postgres is to choose between a plan for the values and one for all: plan_cache_mode. */
export type PlanCacheMode = 'auto' | 'force_generic_plan';

/**
 * Prepares a statement in SQL, and returns the one that executes it with the subject's values. Values reach it through settings of this
 * transaction: EXECUTE inside of EXPLAIN takes no parameters of its own, and a value is never spliced into SQL.
 */
export async function prepareStatement(session: Pick<Session, 'query'>, {sql, parameters, ...where}: Subject, mode: PlanCacheMode): Promise<Subject> {
	await forgetPrepared(session);
	await session.query(`PREPARE ${statement} AS\n${sql}`);
	const [row] = await session.query('select pg_catalog.to_jsonb(parameter_types::text[]) as types from pg_catalog.pg_prepared_statements where name = $1', [statement]);
	const types = row?.['types'];
	if (!Array.isArray(types) || types.length !== parameters.length) {
		throw new PlanflipError('input', {message: `The statement has ${Array.isArray(types) ? types.length : 'no'} parameters, its card ${parameters.length}.`, where: where.file});
	}

	await session.query('select pg_catalog.set_config(\'plan_cache_mode\', $1, true)', [mode]);
	const values: string[] = [];
	for (const [at, {value}] of parameters.entries()) {
		if (value !== null) {
			await session.query('select pg_catalog.set_config($1, $2, true)', [`planflip.p${at + 1}`, String(value)]);
		}

		values.push(value === null ? 'NULL' : `pg_catalog.current_setting('planflip.p${at + 1}')::${String(types[at])}`);
	}

	return {...where, sql: `EXECUTE ${statement}${values.length === 0 ? '' : `(${values.join(', ')})`}`, parameters: []};
}

/** How often the prepared statement ran by its generic plan; null before PostgreSQL 14, which does not count. */
export async function genericExecutions(session: Pick<Session, 'query'>): Promise<number | null> {
	const [row] = await session.query('select pg_catalog.to_jsonb(p) ->> \'generic_plans\' as times from pg_catalog.pg_prepared_statements as p where name = $1', [statement]);
	const times = row?.['times'];
	return typeof times === 'string' ? Number(times) : null;
}

/** A prepared statement outlives its transaction: it is taken back by itself. */
export async function forgetPrepared(session: Pick<Session, 'query'>): Promise<void> {
	const rows = await session.query('select 1 from pg_catalog.pg_prepared_statements where name = $1', [statement]);
	if (rows.length > 0) {
		await session.query(`DEALLOCATE ${statement}`);
	}
}

/** A workbench on which a statement is executed by its generic plan: made without the values, executed with them. */
export function genericWorkbench(workbench: Workbench, session: Pick<Session, 'query'>): Workbench {
	return {
		...workbench,
		async under(configuration, limits, work) {
			try {
				return await workbench.under(configuration, limits, async explain => work(async (subject, depth) => explain(await prepareStatement(session, subject, 'force_generic_plan'), depth)));
			} finally {
				// What failed on the way, or lost its connection, has been told by then.
				await forgetPrepared(session).catch(() => undefined);
			}
		},
	};
}
