import {findStatements} from '../database/find-statements.ts';
import {type CountedStatement, readCountedStatements} from '../database/read-counted-statements.ts';
import {readStatementsSince} from '../database/read-statements-since.ts';
import type {Session} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import {ownExecutions} from '../experiment/own-scans.ts';
import type {RunHistory} from '../experiment/run-history.ts';
import type {DatabaseName} from '../experiment/run-record.ts';
import {recognise} from '../sql/recognise.ts';
import {loadSqlParser, type SqlParser} from '../sql/sql-parser.ts';

export interface CountGround {
	readonly session: Pick<Session, 'query' | 'kind'>;
	readonly history: RunHistory | null;
	readonly database: DatabaseName;
}

/**
 * What pg_stat_statements counted, planflip's own executions told apart from the application's of the same statements: an operation's walks
 * run them as they stand, and the kept runs say how often. Where nobody knows since when the server counts, nothing is told apart.
 * Rejects as readCountedStatements does.
 */
export async function countStatements({session, history, database}: CountGround): Promise<readonly CountedStatement[]> {
	const counted = await readCountedStatements(session);
	const found = await findStatements(session);
	const since = history === null || found.kind === 'absent' ? null : await readStatementsSince(session, found.schema);
	if (history === null || since === null) {
		return counted;
	}

	const {runs} = await history.since(database, since);
	const executions = ownExecutions(runs.flatMap(run => run.kind === 'OperationRecord' ? [run] : []));
	return executions.size === 0 ? counted : apart(counted, executions, await loadSqlParser());
}

function apart(counted: readonly CountedStatement[], executions: ReadonlyMap<string, number>, parser: SqlParser): readonly CountedStatement[] {
	const left = new Map<string, number>();
	for (const [sql, times] of executions) {
		const key = keyOf(parser, sql);
		left.set(key, (left.get(key) ?? 0) + times);
	}

	return counted.flatMap(statement => {
		const {sql, calls, totalMs, here, top} = statement;
		const key = here && top && sql !== null ? keyOf(parser, sql) : '';
		const own = Math.min(calls, left.get(key) ?? 0);
		left.set(key, (left.get(key) ?? 0) - own);
		const part = (of: number) => ({...statement, calls: of, totalMs: calls === 0 ? totalMs : totalMs * of / calls});
		return own === 0 ? [statement] : [...(own < calls ? [part(calls - own)] : []), {...part(own), own: true as const}];
	});
}

/** Empty for what this grammar does not read: it is nobody's. */
function keyOf(parser: SqlParser, sql: string): string {
	try {
		return recognise(parser, sql);
	} catch (error) {
		if (error instanceof PlanflipError) {
			return '';
		}

		throw error;
	}
}
