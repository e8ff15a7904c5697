import {PlanflipError} from '../errors.ts';
import {loadSqlParser} from '../sql/sql-parser.ts';
import type {Bench} from './bench.ts';
import {type GrantBench, missingGrants} from './missing-grants.ts';

/**
 * A letter about a right to read that is missing with the statements that give it, and all others that the texts need, with the schemas
 * that a server does not name. Other errors as they came, and so the letter where even that cannot be found out. Takes back what is
 * open: a transaction in which something failed answers nothing.
 */
export async function withGrants(bench: GrantBench & Pick<Bench, 'workbench'>, texts: readonly string[], error: unknown): Promise<unknown> {
	if (!(error instanceof PlanflipError) || !/^GRANT (?:SELECT ON|USAGE ON SCHEMA) /.test(error.hint ?? '')) {
		return error;
	}

	await bench.workbench.rest();
	const missing = await missingGrants(bench, await loadSqlParser(), texts).catch(() => null);
	const {kind, message, where, sqlState, position} = error;
	return missing === null ? error : new PlanflipError(kind, {message, where, hint: missing.grants, sqlState, position, cause: error});
}
