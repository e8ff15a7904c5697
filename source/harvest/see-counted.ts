import type {CountedStatement} from '../database/read-counted-statements.ts';
import type {Harvester} from './harvester.ts';
import type {Reason} from './left-out.ts';

/** Shows a harvester what pg_stat_statements counted. */
export function seeCounted(harvester: Harvester, counted: readonly CountedStatement[]): void {
	for (const statement of counted) {
		const {sql, calls, totalMs} = statement;
		const reason = reasonAgainst(statement);
		if (reason === null) {
			harvester.see({sql: sql ?? '', values: [], calls, totalMs, where: 'pg_stat_statements'});
		} else {
			harvester.leftOut.add(reason, calls);
		}
	}
}

function reasonAgainst({sql, here, top, own}: CountedStatement): Reason | null {
	return own === true ? 'planflip' : (!here ? 'other database' : (!top ? 'nested' : (sql === null ? 'lost text' : (sql === '<insufficient privilege>' ? 'hidden' : null))));
}
