import {expect, it} from 'vitest';
import {explain} from '../../source/experiment/explain.ts';
import {slowedSql} from '../../source/experiment/slowed-sql.ts';
import {planFingerprint} from '../../source/plan/plan-fingerprint.ts';
import {withEngines} from '../support/engines.ts';

withEngines('a statement made slower', engine => {
	const statements = {
		rows: 'select n as a, n * 2 as a from generate_series(1, 5) n order by n desc limit 3 -- the last three',
		none: 'with none as (select 1 as one where $1 = \'never\') select * from none',
	};
	const subject = (sql: string, parameters: readonly {name: string; value: string}[] = []) => ({entry: 'x', sql, parameters, file: 'x.sql', line: 1});

	it('returns what it returned', async () => {
		const before = await engine.session.query(statements.rows);
		expect(await engine.session.query(slowedSql(statements.rows, 100))).toEqual(before);
	});

	it('does its useless work once, even where it returns nothing, with the same plan for any number of steps', async () => {
		const parameters = [{name: 'word', value: 'x'}];
		const none = await explain(engine.session, subject(slowedSql(statements.none, 0), parameters), 'tree');
		const many = await explain(engine.session, subject(slowedSql(statements.none, 200_000), parameters), 'tree');
		expect(planFingerprint(many.plan)).toBe(planFingerprint(none.plan));
		const steps = many.plan.nodes.find(({nodeType}) => nodeType === 'ProjectSet');
		expect(steps?.raw).toMatchObject({'Actual Rows': 200_000, 'Actual Loops': 1});
		expect(many.plan.totals.executionMs).toBeGreaterThan(none.plan.totals.executionMs ?? Number.POSITIVE_INFINITY);
	});
});
