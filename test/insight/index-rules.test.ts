import {describe, expect, test} from 'vitest';
import type {Json, JsonObject} from '../../source/plan/plan.ts';
import {inner, node, outer} from '../plan/plan-fixtures.ts';
import {made, saying, sayings, seqScan} from './insight-plans.ts';

describe('large-seq-scan', () => {
	test('the shots of a scene: 50,000 rows read for 10, and the index that the order wants, too', () => {
		expect(saying('large-seq-scan', 'varchar_seq_scan')).toMatchObject({
			nodeId: 1,
			severity: 'high',
			title: 'shots: 50,000 rows read, 10 kept',
			proposal: {table: 'shots', columns: ['scene_id', 'shot_number'], sql: 'CREATE INDEX shots_scene_id_shot_number_idx ON public.shots (scene_id, shot_number)'},
		});
	});

	test('a row found through an index costs four in sequence: of 100 ms, keeping 5 % saves 100 x (1 - 4 x 0.05) = 80', () => {
		expect(saying('large-seq-scan', made(seqScan('(a = 1)', 1000, 20_000))).couldSaveMs).toBeCloseTo(80);
	});

	test.each<[string, JsonObject]>([
		['a table read for most of its rows', seqScan('(a > 1)', 15_000, 20_000)],
		['a whole table without a filter', seqScan(null, 300_000, 300_000)],
		['10,000 rows', seqScan('(a = 1)', 1, 10_000)],
		['a tenth of the time', node('Aggregate', {'Actual Total Time': 1001}, [seqScan('(a = 1)', 1, 20_000, outer)])],
		['a scan that never ran', seqScan('(a = 1)', 1, 20_000, {'Actual Loops': 0, 'Actual Rows': 0, 'Actual Total Time': 0})],
	])('is not said of %s', (_, root) => {
		expect(sayings('large-seq-scan', made(root))).toEqual([]);
	});

	test('without times the rows alone tell, and nothing is promised', () => {
		const untimed = Object.fromEntries(Object.entries(seqScan('(a = 1)', 10, 20_000)).filter(([key]) => key !== 'Actual Total Time'));
		expect(saying('large-seq-scan', made(untimed))).toMatchObject({couldSaveMs: null, severity: 'low', proposal: {columns: ['a']}});
	});
});

describe('filter-removes-rows', () => {
	test('an index that finds 6,000 rows of which 15 are wanted: one on both conditions, equality first', () => {
		expect(saying('filter-removes-rows', 'composite_filter')).toMatchObject({nodeId: 0, proposal: {columns: ['status', 'customer_id']}});
	});

	test('a CTE that is made whole and then filtered', () => {
		expect(saying('filter-removes-rows', 'cte_filter')).toMatchObject({nodeId: 0, proposal: null, advice: expect.stringContaining('NOT MATERIALIZED') as string});
	});

	const indexScan = (kept: number, removed: number, facts: Readonly<Record<string, Json>> = {}) => made(node('Index Scan', {
		'Relation Name': 't', Alias: 't', 'Index Name': 't_a', 'Index Cond': '(a = 1)', Filter: '(b = 2)', 'Actual Total Time': 100, 'Actual Rows': kept, 'Rows Removed by Filter': removed, ...facts,
	}));

	test('an index scan saves the share of its rows that it need not read: 900 of 1,000 rows, 90 of 100 ms', () => {
		expect(saying('filter-removes-rows', indexScan(100, 900))).toMatchObject({couldSaveMs: 90, proposal: {columns: ['a', 'b']}});
	});

	test('is not said of less than half of the rows, of a handful of rows, or twice of what another rule has told', () => {
		expect(sayings('filter-removes-rows', indexScan(600, 400))).toEqual([]);
		expect(sayings('filter-removes-rows', indexScan(1, 9))).toEqual([]);
		expect(sayings('filter-removes-rows', 'varchar_seq_scan')).toEqual([]);
		expect(sayings('filter-removes-rows', 'wrong_order_index')).toEqual([]);
	});

	test('is not said of HAVING, which no index answers', () => {
		expect(sayings('filter-removes-rows', made(node('Aggregate', {Strategy: 'Hashed', Filter: '(count(*) > 5)', 'Rows Removed by Filter': 100_000, 'Actual Total Time': 100})))).toEqual([]);
	});
});

describe('wrong-order-index', () => {
	test('ORDER BY created LIMIT 10 walks 42,568 rows of the index on created to find 10', () => {
		const insight = saying('wrong-order-index', 'wrong_order_index');
		expect(insight).toMatchObject({nodeId: 1, title: 'orders: 42,558 rows walked for 10', proposal: {columns: ['status', 'total']}});
		expect(insight.evidence).toMatch(/^For ORDER BY with LIMIT the index orders_created_idx/);
	});

	const walk = (facts: Readonly<Record<string, Json>>) => made(node('Limit', {'Actual Total Time': 50}, [node('Index Scan', {
		...outer, 'Relation Name': 't', Alias: 't', 'Index Name': 't_at', Filter: '(t.a = 1)', 'Rows Removed by Filter': 5000, 'Actual Rows': 5, 'Actual Total Time': 50, ...facts,
	})]));

	test('a table that is sampled is not looked up in an index', () => {
		expect(sayings('filter-removes-rows', made({...seqScan('(a = 1)', 1, 50_000), 'Node Type': 'Sample Scan'}))).toEqual([]);
	});

	test('with what the catalogue knows of the walked index, its order is kept', () => {
		const context = {indexes: [{schema: null, table: 't', name: 't_at', method: 'btree', columns: ['at DESC'], predicate: null}]};
		expect(saying('wrong-order-index', walk({}), context).proposal?.columns).toEqual(['a', 'at']);
		expect(saying('wrong-order-index', walk({})).proposal?.columns).toEqual(['a']);
	});

	test('is not said where the index finds the rows, where few are thrown away, or of the fixtures that walk for good reason', () => {
		expect(sayings('wrong-order-index', walk({'Index Cond': '(t.b = 2)'}))).toEqual([]);
		expect(sayings('wrong-order-index', walk({'Rows Removed by Filter': 20}))).toEqual([]);
		expect(sayings('wrong-order-index', 'pg18/66_backward')).toEqual([]);
		expect(sayings('wrong-order-index', 'pg18/25_incremental_sort')).toEqual([]);
	});
});

describe('first-rows', () => {
	test('900,000 rows are read and sorted for the first 10', () => {
		expect(saying('first-rows', 'topn_seq_scan')).toMatchObject({nodeId: 2, proposal: {columns: ['price'], table: 'items'}});
	});

	const top = (sort: Readonly<Record<string, Json>>, filter: string | null = null) => made(node('Limit', {'Actual Total Time': 150, 'Actual Rows': 10}, [
		node('Sort', {...outer, 'Actual Total Time': 150, 'Actual Rows': 10, 'Sort Method': 'top-N heapsort', 'Sort Key': ['t.at'], ...sort}, [seqScan(filter, 90_000, 100_000, outer)]),
	]));

	test('the equality columns of a filter come before the order', () => {
		expect(saying('first-rows', top({}, '(t.a = 1)')).proposal?.columns).toEqual(['a', 'at']);
	});

	test('is not said where all rows are wanted, the order is no column, or a filter would throw away what is walked', () => {
		expect(sayings('first-rows', top({'Sort Method': 'quicksort'}))).toEqual([]);
		expect(sayings('first-rows', top({'Sort Key': ['lower(t.at)']}))).toEqual([]);
		expect(sayings('first-rows', top({}, '(t.a ~~ \'%x%\'::text)'))).toEqual([]);
		expect(sayings('first-rows', top({'Actual Rows': 5000}))).toEqual([]);
	});
});

describe('repeated-seq-scan', () => {
	test('the inner table of a join without an index, read 236 times', () => {
		expect(saying('repeated-seq-scan', 'inner_seq_scan')).toMatchObject({nodeId: 3, title: 'tags is read 236 times from start to end', proposal: {columns: ['order_id']}});
	});

	test.each(['inner_materialize', 'lateral_seq_scan', 'subplan_seq_scan'])('%s: the same, kept in memory, under an aggregate, or in a subquery', name => {
		expect(saying('repeated-seq-scan', name)).toMatchObject({severity: 'high', proposal: {table: 'tags', columns: ['order_id']}});
	});

	const join = (loops: number, rows: number, filter: string) => made(node('Nested Loop', {'Actual Total Time': 500, 'Join Filter': filter, 'Actual Rows': 5}, [
		node('Seq Scan', {...outer, 'Relation Name': 'a', Alias: 'a', 'Actual Total Time': 1}),
		node('Seq Scan', {...inner, 'Relation Name': 'b', Alias: 'b', 'Actual Total Time': 400 / loops, 'Actual Rows': rows, 'Actual Loops': loops}),
	]));

	test('is not said of a hundred times, of a table of a block or two, or of a join that compares no columns', () => {
		expect(sayings('repeated-seq-scan', join(200, 1000, '(a.x = b.y)'))).toHaveLength(1);
		expect(sayings('repeated-seq-scan', join(100, 1000, '(a.x = b.y)'))).toEqual([]);
		expect(sayings('repeated-seq-scan', join(200, 50, '(a.x = b.y)'))).toEqual([]);
		expect(sayings('repeated-seq-scan', join(200, 1000, '((a.x = b.y) OR (a.z = b.z))'))).toEqual([]);
		expect(sayings('repeated-seq-scan', 'or_join_filter')).toEqual([]);
	});

	test('is not said of the workers\' scans below a Gather: 3 loops are one scan', () => {
		expect(sayings('repeated-seq-scan', 'pg18/08_initplan_shared')).toEqual([]);
	});
});

describe('join-reads-all', () => {
	test('The Copy without indexes: all 100,000 shots run past a hash of 20 scenes, for 200 rows', () => {
		expect(saying('join-reads-all', 'project_summary')).toMatchObject({
			nodeId: 8,
			severity: 'high',
			title: 'shots: all 100,000 rows read to join 200',
			proposal: {sql: 'CREATE INDEX shots_scene_id_idx ON public.shots (scene_id)'},
		});
	});

	const join = (rows: number, others: number, kept: number, condition = '(b.x = a.x)') => made(node('Hash Join', {'Hash Cond': condition, 'Actual Rows': kept, 'Actual Total Time': 100}, [
		seqScan(null, rows, rows, {...outer, 'Relation Name': 'big', Alias: 'b', 'Actual Total Time': 60}),
		node('Hash', {...inner, 'Actual Rows': others, 'Actual Total Time': 1}, [node('Index Scan', {...outer, 'Relation Name': 'a', 'Actual Rows': others})]),
	]));

	test('60 ms of reading and 39 of matching, of which 200 of 20,000 rows looked up would leave 4 %', () => {
		expect(saying('join-reads-all', join(20_000, 50, 200))).toMatchObject({couldSaveMs: 99 * 0.96, proposal: {columns: ['x']}});
	});

	test('is not said of a join that returns or compares one row in twenty, of a small table, or of an expression', () => {
		expect(sayings('join-reads-all', join(20_000, 50, 1001))).toEqual([]);
		expect(sayings('join-reads-all', join(20_000, 1001, 50))).toEqual([]);
		expect(sayings('join-reads-all', join(999, 1, 1))).toEqual([]);
		expect(sayings('join-reads-all', join(20_000, 50, 200, '(lower(b.x) = a.x)'))).toEqual([]);
		expect(sayings('join-reads-all', 'pg18/03_parallel_hash_join')).toEqual([]);
	});
});

describe('index-searches', () => {
	test('a skip scan of 50 searches, for want of an index that begins with the column', () => {
		expect(saying('index-searches', 'skip_scan')).toMatchObject({title: 'skips: 50 searches in one index scan', proposal: {columns: ['b']}});
	});

	const scan = (searches: number, condition: string) => made(node('Index Scan', {
		'Relation Name': 't', Alias: 't', 'Index Name': 'i', 'Index Cond': condition, 'Index Searches': searches, 'Actual Total Time': 10, 'Actual Loops': 3,
	}));

	test('is not said of a search for each loop, nor of one for each element of a list', () => {
		expect(sayings('index-searches', scan(50, '(b = 1)'))).toHaveLength(1);
		expect(sayings('index-searches', scan(3, '(b = 1)'))).toEqual([]);
		expect(sayings('index-searches', scan(50, '(b = ANY (\'{1,2}\'::integer[]))'))).toEqual([]);
		expect(sayings('index-searches', 'pg18/53_lateral_initplan')).toEqual([]);
	});
});

describe('heap-fetches', () => {
	test('3,050 of 15,000 rows were looked up in the table: a fifth of 5.4 ms', () => {
		const insight = saying('heap-fetches', 'pg18/20_index_only');
		expect(insight).toMatchObject({nodeId: 1, advice: expect.stringContaining('VACUUM items') as string});
		expect(insight.couldSaveMs).toBeCloseTo(5.387 * 3050 / 15_000, 2);
	});

	test('is not said of none, nor of 3,050 in 900,000 rows', () => {
		expect(sayings('heap-fetches', 'pg18/11_hashed_subplan')).toEqual([]);
		expect(sayings('heap-fetches', 'pg18/28_merge_join')).toEqual([]);
	});

	test('more fetches than rows (dead ones are fetched, too) are all of the time, not more', () => {
		const scan = made(node('Index Only Scan', {'Relation Name': 't', 'Index Name': 'i', 'Heap Fetches': 5000, 'Actual Rows': 100, 'Actual Total Time': 10}));
		expect(saying('heap-fetches', scan)).toMatchObject({couldSaveMs: 10, evidence: expect.stringContaining('100 % of those it read') as string});
	});
});

describe('read-efficiency', () => {
	test('1,328 blocks for 1,000 rows: a full page would hold at least four', () => {
		expect(saying('read-efficiency', 'bloated_table')).toMatchObject({nodeId: 1, title: 'bloated: 1,328 blocks for 1,000 rows', advice: expect.stringContaining('VACUUM FULL bloated') as string});
	});

	const indexScan = (blocks: number, facts: Readonly<Record<string, Json>> = {}) => made(node('Index Scan', {
		'Relation Name': 't', 'Index Name': 't_a', 'Index Cond': '(a = 1)', 'Actual Rows': 100, 'Actual Total Time': 10, 'Shared Hit Blocks': blocks, ...facts,
	}));

	test('an index that leads to dead rows: 5,000 blocks where 1 x 4 + 1.1 x 100 = 114 should do', () => {
		expect(saying('read-efficiency', indexScan(5000)).evidence).toContain('where about 114 should do');
	});

	test('is not said below 1,000 blocks, where each row costs its block, or where the rows were only filtered', () => {
		expect(sayings('read-efficiency', indexScan(999))).toEqual([]);
		expect(sayings('read-efficiency', indexScan(5000, {'Actual Rows': 4000}))).toEqual([]);
		expect(sayings('read-efficiency', indexScan(5000, {Filter: '(b ~~ \'x\'::text)', 'Rows Removed by Filter': 4000}))).toEqual([]);
		expect(sayings('read-efficiency', 'pg18/10_subplan_correlated')).toEqual([]);
	});
});
