import {loadSqlParser} from '../sql/sql-parser.ts';
import {describeStatement, type DescribedStatement} from '../workload/describe-statement.ts';
import type {Bench} from './bench.ts';

/** What describeStatement makes of a text here. One that the server refuses takes no transaction with it. */
export async function describeOn({session, facts, workbench}: Pick<Bench, 'session' | 'facts' | 'workbench'>, sql: string): Promise<DescribedStatement> {
	try {
		return await describeStatement({session, parser: await loadSqlParser(), versionNumber: facts.versionNumber}, sql);
	} catch (error) {
		await workbench.rest();
		throw error;
	}
}
