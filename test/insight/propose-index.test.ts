import {describe, expect, test} from 'vitest';
import type {InsightContext} from '../../source/insight/context.ts';
import {outer, node} from '../plan/plan-fixtures.ts';
import {made, saying, seqScan, sayings} from './insight-plans.ts';

/** What is proposed for a scan that keeps 10 of 50,000 rows. */
const proposed = (filter: string, facts = {}, context?: InsightContext) => saying('large-seq-scan', made(seqScan(filter, 10, 50_000, facts)), context);
const columns = (filter: string) => proposed(filter).proposal?.columns;

describe('the index to try', () => {
	test('has equality columns first, then one range', () => {
		expect(columns('((a > 5) AND (b = 1) AND (c < 9) AND (d = 2))')).toEqual(['b', 'd', 'a']);
		expect(columns('((a >= 5) AND (a < 9))')).toEqual(['a']);
	});

	test('has IN behind what is equal, and nothing behind IN', () => {
		expect(columns('((a = ANY (\'{1,2}\'::integer[])) AND (b = 1) AND (c > 3))')).toEqual(['b', 'a']);
	});

	test('has IS NULL as an equality, and takes no notice of IS NOT NULL', () => {
		expect(columns('((a IS NULL) AND (b IS NOT NULL) AND (c = 1))')).toEqual(['a', 'c']);
	});

	test('has three equality columns at most: more narrow nothing down', () => {
		expect(columns('((a = 1) AND (b = 2) AND (c = 3) AND (d = 4))')).toEqual(['a', 'b', 'c']);
	});

	test('has the column of a Sort right above when no range stands in its way', () => {
		const sorted = (filter: string, key: string) => saying('large-seq-scan', made(node('Sort', {'Actual Total Time': 101, 'Sort Key': [key], 'Sort Method': 'quicksort'}, [
			seqScan(filter, 10, 50_000, outer),
		]))).proposal?.columns;
		expect(sorted('(t.a = 1)', 't.b')).toEqual(['a', 'b']);
		expect(sorted('(t.a = 1)', 't.b DESC')).toEqual(['a', 'b']);
		expect(sorted('(t.a = 1)', 't.b DESC NULLS LAST')).toEqual(['a']);
		expect(sorted('(t.a = 1)', 'lower(t.b)')).toEqual(['a']);
		expect(sorted('(t.a = 1)', 'other.b')).toEqual(['a']);
		expect(sorted('((t.a = 1) AND (t.c > 2))', 't.b')).toEqual(['a', 'c']);
	});

	test('is none when in doubt: LIKE, OR, expressions, another table\'s column, two columns of the table', () => {
		for (const filter of ['(a ~~ \'x%\'::text)', '((a = 1) OR (b = 2))', '(lower(a) = \'x\'::text)', '(u.a = 1)', '(t.a = t.b)', '(a = b)']) {
			expect(proposed(filter).proposal, filter).toBeNull();
		}
	});

	test('and then says what else could be done about it', () => {
		expect(proposed('(a ~~* \'%x%\'::text)').advice).toContain('pg_trgm');
		expect(proposed('((a = 1) OR (b = 2))').advice).toContain('OR');
		expect(proposed('(lower(a) = \'x\'::text)').advice).toContain('expression');
	});

	test('takes what it can of a condition, and leaves the rest to the filter', () => {
		expect(columns('((a = 1) AND (b ~~ \'x%\'::text))')).toEqual(['a']);
	});

	test('is named as Postgres would name it, and quoted only as needed', () => {
		const {proposal} = proposed('((t."userId" = 1) AND (t.at > now()))', {'Relation Name': 'Order', Alias: 't', Schema: 'public'});
		expect(proposal).toEqual({
			table: 'Order',
			schema: 'public',
			columns: ['"userId"', 'at'],
			include: [],
			predicate: null,
			name: 'Order_userId_at_idx',
			sql: 'CREATE INDEX "Order_userId_at_idx" ON public."Order" ("userId", at)',
		});
		expect(proposed('(t.a = 1)', {Schema: 'a"b'}).proposal?.sql).toBe('CREATE INDEX t_a_idx ON "a""b".t (a)');
	});

	test('quotes a table of which nobody knows whether it is a keyword', () => {
		expect(proposed('(a = 1)').proposal?.sql).toBe('CREATE INDEX t_a_idx ON "t" (a)');
		expect(proposed('(t.a = 1)').proposal?.sql).toBe('CREATE INDEX t_a_idx ON t (a)');
		expect(proposed('("user".a = 1)', {'Relation Name': 'user', Alias: 'user'}).proposal?.sql).toBe('CREATE INDEX user_a_idx ON "user" (a)');
	});

	test('has a name of 63 bytes at most, as Postgres counts', () => {
		const name = proposed('(t.a = 1)', {'Relation Name': 'مشهد'.repeat(20), Alias: 't'}).proposal?.name ?? '';
		expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(63);
		expect(name).toMatch(/^مشهد.*_idx$/);
	});

	test('is none for the system\'s own tables', () => {
		expect(proposed('(relkind = \'r\'::"char")', {'Relation Name': 'pg_class', Alias: 'pg_class', Schema: 'pg_catalog'}).proposal).toBeNull();
	});

	test('is none when there is one that the planner did not want, which is said', () => {
		const index = {schema: 'public', table: 't', name: 't_ba', columns: ['b', 'a', 'z'], predicate: null};
		const known = (change: object) => proposed('((a = 1) AND (b = 2))', {}, {indexes: [{...index, ...change}]});
		expect(known({})).toMatchObject({proposal: null, advice: 'Find out why t_ba on (a, b) is not used: ANALYZE t, then look at the estimate and at random_page_cost.'});
		for (const change of [{predicate: 'c > 1'}, {columns: ['b']}, {columns: ['z', 'a', 'b']}, {table: 'u'}]) {
			expect(known(change).proposal?.columns, JSON.stringify(change)).toEqual(['a', 'b']);
		}
	});

	test('is one for a partition, but of many partitions only advice: the plan does not name their table', () => {
		const partition = (name: string) => seqScan(`((${name}.a = 1) AND (${name}.ts > now()))`, 5, 50_000, {'Parent Relationship': 'Member', 'Relation Name': name, Alias: name});
		const [one, two] = [['p1'], ['p1', 'p2']].map(names => saying('large-seq-scan', made(node('Append', {'Actual Total Time': 201}, names.map(partition)))));
		expect(one?.proposal?.sql).toBe('CREATE INDEX p1_a_ts_idx ON p1 (a, ts)');
		expect(two).toMatchObject({proposal: null, couldSaveMs: 200 * (1 - 4 * 10 / 100_000)});
		expect(two?.evidence).toMatch(/^2 partitions such as p1: of 100,000 rows/);
		expect(two?.advice).toContain('(a, ts) of the partitioned table');
		expect(sayings('large-seq-scan', made(node('Append', {'Actual Total Time': 201}, [partition('p1'), seqScan('(u.b = 1)', 5, 50_000, {'Relation Name': 'u', Alias: 'u'})])))).toHaveLength(2);
	});
});
