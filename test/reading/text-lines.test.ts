import {describe, expect, test} from 'vitest';
import type {JsonObject} from '../../source/plan/plan.ts';
import {readOne} from './reading-fixtures.ts';

const raw = (text: string) => readOne(text).plan.raw;
const root = (text: string) => raw(text)['Plan'] as JsonObject;
const costs = '(cost=1.50..2.25 rows=3 width=4)';
/** The keys that a node's name stands for, without those that every node has. */
const named = (description: string) => {
	const everywhere = ['Parallel Aware', 'Async Capable', 'Startup Cost', 'Total Cost', 'Plan Rows', 'Plan Width'];
	const {'Parallel Aware': parallel, 'Async Capable': async, ...facts} = root(`${description}  ${costs}`);
	const rest = Object.fromEntries(Object.entries(facts).filter(([key]) => !everywhere.includes(key)));
	return {...rest, ...(parallel === true ? {parallel} : {}), ...(async === true ? {async} : {})};
};

describe('a node\'s name is taken apart into the keys of JSON', () => {
	test.each<[string, JsonObject]>([
		['Seq Scan on t', {'Node Type': 'Seq Scan', 'Relation Name': 't', Alias: 't'}],
		['Seq Scan on public.t x', {'Node Type': 'Seq Scan', 'Relation Name': 't', Schema: 'public', Alias: 'x'}],
		['Parallel Seq Scan on t t_1', {'Node Type': 'Seq Scan', 'Relation Name': 't', Alias: 't_1', parallel: true}],
		['Async Foreign Scan on public.f', {'Node Type': 'Foreign Scan', Operation: 'Select', 'Relation Name': 'f', Schema: 'public', Alias: 'f', async: true}],
		['Seq Scan on "My Schema"."a ""b"" on c" "on x"', {'Node Type': 'Seq Scan', 'Relation Name': 'a "b" on c', Schema: 'My Schema', Alias: 'on x'}],
		['Index Scan Backward using t_pkey on t', {'Node Type': 'Index Scan', 'Scan Direction': 'Backward', 'Index Name': 't_pkey', 'Relation Name': 't', Alias: 't'}],
		['Index Only Scan using "using on (cost=1)" on t', {'Node Type': 'Index Only Scan', 'Scan Direction': 'Forward', 'Index Name': 'using on (cost=1)', 'Relation Name': 't', Alias: 't'}],
		['Bitmap Index Scan on "<13504>btree_t_a"', {'Node Type': 'Bitmap Index Scan', 'Index Name': '<13504>btree_t_a'}],
		['Nested Loop', {'Node Type': 'Nested Loop', 'Join Type': 'Inner'}],
		['Nested Loop Left Join', {'Node Type': 'Nested Loop', 'Join Type': 'Left'}],
		['Hash Join', {'Node Type': 'Hash Join', 'Join Type': 'Inner'}],
		['Parallel Hash Right Anti Join', {'Node Type': 'Hash Join', 'Join Type': 'Right Anti', parallel: true}],
		['Merge Full Join', {'Node Type': 'Merge Join', 'Join Type': 'Full'}],
		['Merge Append', {'Node Type': 'Merge Append', 'Subplans Removed': 0}],
		['Hash', {'Node Type': 'Hash'}],
		['Aggregate', {'Node Type': 'Aggregate', Strategy: 'Plain', 'Partial Mode': 'Simple'}],
		['Partial HashAggregate', {'Node Type': 'Aggregate', Strategy: 'Hashed', 'Partial Mode': 'Partial', 'Planned Partitions': 0}],
		['Finalize GroupAggregate', {'Node Type': 'Aggregate', Strategy: 'Sorted', 'Partial Mode': 'Finalize'}],
		['MixedAggregate', {'Node Type': 'Aggregate', Strategy: 'Mixed', 'Partial Mode': 'Simple', 'Planned Partitions': 0}],
		['HashSetOp Except All', {'Node Type': 'SetOp', Strategy: 'Hashed', Command: 'Except All'}],
		['SetOp Intersect', {'Node Type': 'SetOp', Strategy: 'Sorted', Command: 'Intersect'}],
		['Insert on t', {'Node Type': 'ModifyTable', Operation: 'Insert', 'Relation Name': 't', Alias: 't'}],
		['Merge on public.t x', {'Node Type': 'ModifyTable', Operation: 'Merge', 'Relation Name': 't', Schema: 'public', Alias: 'x'}],
		['Foreign Update on f', {'Node Type': 'Foreign Scan', Operation: 'Update', 'Relation Name': 'f', Alias: 'f'}],
		['Custom Scan (ChunkAppend) on metrics', {'Node Type': 'Custom Scan', 'Custom Plan Provider': 'ChunkAppend', 'Relation Name': 'metrics', Alias: 'metrics'}],
		['Custom Scan (Citus Adaptive)', {'Node Type': 'Custom Scan', 'Custom Plan Provider': 'Citus Adaptive'}],
		['Function Scan on pg_catalog.generate_series g', {'Node Type': 'Function Scan', 'Function Name': 'generate_series', Schema: 'pg_catalog', Alias: 'g'}],
		['Table Function Scan on "xmltable"', {'Node Type': 'Table Function Scan', 'Table Function Name': 'xmltable', Alias: 'xmltable'}],
		['Values Scan on "*VALUES*"', {'Node Type': 'Values Scan', Alias: '*VALUES*'}],
		['CTE Scan on w w_1', {'Node Type': 'CTE Scan', 'CTE Name': 'w', Alias: 'w_1'}],
		['WorkTable Scan on r', {'Node Type': 'WorkTable Scan', 'CTE Name': 'r', Alias: 'r'}],
		['Subquery Scan on s', {'Node Type': 'Subquery Scan', Alias: 's'}],
		['Gather Motion 2:1  (slice1; segments: 2)', {'Node Type': 'Gather Motion 2:1  (slice1; segments: 2)'}],
		['YB Seq Scan on t', {'Node Type': 'YB Seq Scan', 'Relation Name': 't', Alias: 't'}],
	])('%s', (description, keys) => {
		expect(named(description)).toEqual(keys);
	});

	test('costs and measurements, with and without times, and never executed', () => {
		expect(root(`Result  ${costs} (actual time=0.125..0.500 rows=7 loops=2)`)).toMatchObject({
			'Startup Cost': 1.5, 'Total Cost': 2.25, 'Plan Rows': 3, 'Plan Width': 4,
			'Actual Startup Time': 0.125, 'Actual Total Time': 0.5, 'Actual Rows': 7, 'Actual Loops': 2,
		});
		expect(root(`Result  ${costs} (actual rows=7 loops=2)`)).not.toHaveProperty('Actual Total Time');
		expect(root(`Result  ${costs} (never executed)`)).toMatchObject({'Actual Total Time': 0, 'Actual Rows': 0, 'Actual Loops': 0});
		expect(root('Result (actual rows=0.50 loops=4)')).toMatchObject({'Actual Rows': 0.5, 'Actual Loops': 4, Disabled: false});
		expect(root('Result (actual rows=0.50 loops=4)')).not.toHaveProperty('Total Cost');
		expect(root('Aggregate\n  ->  Seq Scan on t')).toEqual({
			'Node Type': 'Aggregate', Strategy: 'Plain', 'Partial Mode': 'Simple', 'Parallel Aware': false, 'Async Capable': false,
			Plans: [{'Node Type': 'Seq Scan', 'Parent Relationship': 'Outer', 'Parallel Aware': false, 'Async Capable': false, 'Relation Name': 't', Alias: 't'}],
		});
	});
});

/** The keys of a property line below a node. */
const property = (line: string, node = 'Result') => {
	const bare = root(`${node}  ${costs}\n  Unrelated: x`);
	return Object.fromEntries(Object.entries(root(`${node}  ${costs}\n  Unrelated: x\n  ${line}`)).filter(([key]) => !(key in bare)));
};

describe('a property line is taken apart into the keys of JSON', () => {
	test.each<[string, JsonObject]>([
		['Sort Method: external merge  Disk: 13480kB', {'Sort Method': 'external merge', 'Sort Space Used': 13480, 'Sort Space Type': 'Disk'}],
		['Buckets: 1024  Batches: 1  Memory Usage: 9kB', {'Hash Buckets': 1024, 'Original Hash Buckets': 1024, 'Hash Batches': 1, 'Original Hash Batches': 1, 'Peak Memory Usage': 9}],
		['Buckets: 2048 (originally 1024)  Batches: 4 (originally 1)  Memory Usage: 9kB', {'Hash Buckets': 2048, 'Original Hash Buckets': 1024, 'Hash Batches': 4, 'Original Hash Batches': 1, 'Peak Memory Usage': 9}],
		['Batches: 1  Memory Usage: 24kB', {'HashAgg Batches': 1, 'Peak Memory Usage': 24, 'Disk Usage': 0}],
		['Planned Partitions: 4  Batches: 5  Memory Usage: 8241kB  Disk Usage: 728kB', {'Planned Partitions': 4, 'HashAgg Batches': 5, 'Peak Memory Usage': 8241, 'Disk Usage': 728}],
		['Planned Partitions: 4', {'Planned Partitions': 4}],
		['Hits: 1  Misses: 2  Evictions: 3  Overflows: 4  Memory Usage: 5kB', {'Cache Hits': 1, 'Cache Misses': 2, 'Cache Evictions': 3, 'Cache Overflows': 4, 'Peak Memory Usage': 5}],
		['Heap Blocks: lossy=3', {'Exact Heap Blocks': 0, 'Lossy Heap Blocks': 3}],
		['Storage: Disk  Maximum Storage: 17kB', {Storage: 'Disk', 'Maximum Storage': 17, Disabled: false}],
		['Tuples: inserted=1 skipped=4', {'Tuples Inserted': 1, 'Tuples Updated': 0, 'Tuples Deleted': 0, 'Tuples Skipped': 4}],
		['Sampling: bernoulli (\'10\'::real) REPEATABLE (\'1\'::double precision)', {'Sampling Method': 'bernoulli', 'Sampling Parameters': ['\'10\'::real'], 'Repeatable Seed': '\'1\'::double precision'}],
		['Full-sort Groups: 2  Sort Methods: quicksort, top-N heapsort  Average Memory: 26kB  Peak Memory: 27kB  Average Disk: 3kB  Peak Disk: 4kB', {'Full-sort Groups': {
			'Group Count': 2, 'Sort Methods Used': ['quicksort', 'top-N heapsort'],
			'Sort Space Memory': {'Average Sort Space Used': 26, 'Peak Sort Space Used': 27}, 'Sort Space Disk': {'Average Sort Space Used': 3, 'Peak Sort Space Used': 4},
		}}],
		['Output: a, f(b, c), \'d, e\', "f, g", ARRAY[h, \'(\'], (i || \', \'::text)', {Output: ['a', 'f(b, c)', '\'d, e\'', '"f, g"', 'ARRAY[h, \'(\']', '(i || \', \'::text)']}],
		['Sort Key: a DESC NULLS LAST, b COLLATE "C"', {'Sort Key': ['a DESC NULLS LAST', 'b COLLATE "C"']}],
		['Filter: true', {Filter: 'true'}],
		['Cache Key: 5', {'Cache Key': '5'}],
		['One-Time Filter: false', {'One-Time Filter': 'false'}],
		['Workers Planned: 2', {'Workers Planned': 2}],
		['Inner Unique: true', {'Inner Unique': true}],
		['Foreign File Size: 292 b', {'Foreign File Size': 292}],
		['Tasks Shown: One of 32', {'Tasks Shown': 'One of 32'}],
		['Plan Node ID: 7', {'Plan Node ID': 7}],
	])('%s', (line, keys) => {
		expect(property(line)).toEqual(keys);
	});

	test('buffers, I/O times and WAL, of 14, 15 and 17, with the zeros that JSON has', () => {
		const zeros = (keys: string, value = 0) => Object.fromEntries(keys.split(', ').map(key => [key, value]));
		const none = zeros('Shared Hit Blocks, Shared Read Blocks, Shared Dirtied Blocks, Shared Written Blocks, Local Hit Blocks, Local Read Blocks, Local Dirtied Blocks, Local Written Blocks, Temp Read Blocks, Temp Written Blocks');
		expect(property('Buffers: shared hit=1 dirtied=2, local read=3, temp read=4 written=5')).toEqual({
			...none, 'Shared Hit Blocks': 1, 'Shared Dirtied Blocks': 2, 'Local Read Blocks': 3, 'Temp Read Blocks': 4, 'Temp Written Blocks': 5,
		});
		expect(property('Buffers: shared hit=1\n  I/O Timings: read=0.500')).toMatchObject({'I/O Read Time': 0.5});
		expect(root(`Result  ${costs} (actual rows=1 loops=1)\n  Buffers: shared hit=1\n  I/O Timings: shared read=0.500, temp write=1.500\n  WAL: records=1 bytes=50`)).toMatchObject({
			'Shared I/O Read Time': 0.5, 'Shared I/O Write Time': 0, 'Local I/O Read Time': 0, 'Local I/O Write Time': 0, 'Temp I/O Read Time': 0, 'Temp I/O Write Time': 1.5,
			'WAL Records': 1, 'WAL FPI': 0, 'WAL Bytes': 50,
		});
	});

	test('a literal may have lines, and in them anything', () => {
		const filter = '(c = \'one\n  ->  Seq Scan on x  (cost=1.00..2.00 rows=1 width=1)\nPlanning Time: 3 ms\n\nit\'\'s\'::text)';
		expect(root(`Seq Scan on t  ${costs}\n  Filter: ${filter}\n  Rows Removed by Filter: 3`)).toMatchObject({Filter: filter, 'Rows Removed by Filter': 3});
	});

	test('a line that was cut off in a literal does not swallow the nodes after it', () => {
		const cut = root(`Append  ${costs}\n  Filter: (c = 'on\n  ->  Seq Scan on a  ${costs}\n        Filter: (c = 'two'::text)\n  ->  Seq Scan on b  ${costs}`);
		expect((cut['Plans'] as JsonObject[]).map(plan => plan['Relation Name'])).toEqual(['a', 'b']);
	});

	test('grouping sets: a pass for each sort and each hash', () => {
		const {'Grouping Sets': sets} = root(`MixedAggregate  ${costs}\n  Hash Key: a\n  Hash Key: b\n  Group Key: c, d\n  Group Key: ()\n  Sort Key: e\n    Group Key: e`);
		expect(sets).toEqual([{'Hash Keys': [['a']]}, {'Hash Keys': [['b']]}, {'Group Keys': [['c', 'd'], []]}, {'Sort Key': ['e'], 'Group Keys': [['e']]}]);
		expect(root(`GroupAggregate  ${costs}\n  Group Key: a, b`)).toMatchObject({'Group Key': ['a', 'b']});
	});
});

describe('the tree', () => {
	test('indentation tells parents; labels tell CTEs, InitPlans and SubPlans', () => {
		const {plan} = readOne([
			`Aggregate  ${costs}`,
			'  CTE w',
			`    ->  Seq Scan on a  ${costs}`,
			'  InitPlan 2 (returns $1)',
			`    ->  Limit  ${costs}`,
			`          ->  Seq Scan on b  ${costs}`,
			`  ->  Append  ${costs}`,
			`        ->  Seq Scan on c  ${costs}`,
			'              Filter: (SubPlan 3)',
			'              SubPlan 3',
			`                ->  Result  ${costs}`,
			`        ->  Subquery Scan on s  ${costs}`,
			`              ->  Hash Join  ${costs}`,
			`                    ->  Seq Scan on d  ${costs}`,
			`                    ->  Hash  ${costs}`,
		].join('\n'));
		expect(plan.nodes.map(({label, depth, relationship, subplan}) => [label, depth, relationship, subplan])).toEqual([
			['Aggregate', 0, null, null],
			['Seq Scan', 1, 'InitPlan', 'CTE w'],
			['Limit', 1, 'InitPlan', 'InitPlan 2 (returns $1)'],
			['Seq Scan', 2, 'Outer', null],
			['Append', 1, 'Outer', null],
			['Seq Scan', 2, 'Member', null],
			['Result', 3, 'SubPlan', 'SubPlan 3'],
			['Subquery Scan', 2, 'Member', null],
			['Hash Join', 3, 'Subquery', null],
			['Seq Scan', 4, 'Outer', null],
			['Hash', 4, 'Inner', null],
		]);
	});

	test('a copy that lost the blanks before the first line', () => {
		expect(root(`Limit  ${costs}\n   ->  Sort  ${costs}\n         Sort Key: a\n         ->  Seq Scan on t  ${costs}\n Planning Time: 1.000 ms`))
			.toMatchObject({Plans: [{'Sort Key': ['a'], Plans: [{'Relation Name': 't'}]}]});
	});

	test('a part of a plan, from a node in its middle', () => {
		expect(root(`        ->  Sort  ${costs}\n              Sort Key: a\n              ->  Seq Scan on t  ${costs}`)).toMatchObject({'Node Type': 'Sort', Plans: [{'Relation Name': 't'}]});
	});

	test('targets of an UPDATE, with what a foreign one adds', () => {
		expect(root(`Update on public.p  ${costs}\n  Update on public.p1 p_1\n  Foreign Update on public.f p_2\n    Remote SQL: UPDATE public.t SET a = $2\n  ->  Append  ${costs}`)['Target Tables']).toEqual([
			{'Relation Name': 'p1', Schema: 'public', Alias: 'p_1'},
			{'Relation Name': 'f', Schema: 'public', Alias: 'p_2', 'Remote SQL': 'UPDATE public.t SET a = $2'},
		]);
	});
});

describe('the lines after the nodes', () => {
	const summary = (lines: string, node = 'Result') =>
		Object.fromEntries(Object.entries(raw(`${node}  ${costs}\n${lines}`)).filter(([key]) => key !== 'Plan'));

	test('settings, with quotes in them; times; the planner\'s memory', () => {
		expect(summary('Settings: jit = \'off\', search_path = \'"$user", public\'\nQuery Identifier: -5\nPlanning:\n  Memory: used=13kB  allocated=16kB\nPlanning Time: 0.405 ms\nExecution Time: 1.500 ms')).toEqual({
			Settings: {jit: 'off', search_path: '"$user", public'}, 'Query Identifier': -5,
			Planning: {'Memory Used': 13, 'Memory Allocated': 16}, 'Planning Time': 0.405, 'Execution Time': 1.5,
		});
	});

	test('triggers: the relation is named for all or for none', () => {
		expect(summary('Trigger a on b: time=1.500 calls=2\nTrigger c: calls=3', 'Update on t')['Triggers']).toEqual([
			{'Trigger Name': 'a on b', Time: 1.5, Calls: 2, Relation: 't'}, {'Trigger Name': 'c', Calls: 3, Relation: 't'},
		]);
		expect(summary('Trigger RI_1 for constraint c on x: time=1.500 calls=2\nTrigger for constraint d on y: calls=1', 'Delete on t')['Triggers']).toEqual([
			{'Trigger Name': 'RI_1', 'Constraint Name': 'c', Relation: 'x', Time: 1.5, Calls: 2}, {'Constraint Name': 'd', Relation: 'y', Calls: 1},
		]);
	});

	test('JIT of the plan and of a worker; serialization', () => {
		const jit = 'Functions: 4\n    Options: Inlining false, Expressions true\n    Timing: Generation 1.106 ms (Deform 0.400 ms), Total 7.172 ms';
		const object = {Functions: 4, Options: {Inlining: false, Expressions: true}, Timing: {Generation: {Deform: 0.4, Total: 1.106}, Total: 7.172}};
		expect(summary(`JIT:\n    ${jit}\nSerialization: time=19.932 ms  output=765kB  format=text`)).toEqual({
			JIT: object, Serialization: {Time: 19.932, 'Output Volume': 765, Format: 'text'},
		});
		expect(root(`Sort  ${costs}\n  Worker 1:  actual time=1.000..2.000 rows=3 loops=1\n    JIT:\n      ${jit.replaceAll('    ', '      ')}\n    Sort Method: quicksort  Memory: 25kB`)['Workers']).toEqual([{
			'Worker Number': 1, 'Actual Startup Time': 1, 'Actual Total Time': 2, 'Actual Rows': 3, 'Actual Loops': 1, JIT: object,
			'Sort Method': 'quicksort', 'Sort Space Used': 25, 'Sort Space Type': 'Memory',
		}]);
	});

	test('what an extension says of the whole plan is kept', () => {
		expect(summary('PlannedStmt:\n  Command Type: select\n  Parse Location: 0 to end\nUnprunable RTIs: 1 2')).toEqual({
			PlannedStmt: {'Command Type': 'select', 'Parse Location': '0 to end'}, 'Unprunable RTIs': '1 2',
		});
	});

	test('the words of older versions', () => {
		expect(summary('Planning time: 0.100 ms\nExecution time: 0.200 ms')).toEqual({'Planning Time': 0.1, 'Execution Time': 0.2});
	});
});
