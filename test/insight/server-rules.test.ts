import {describe, expect, test} from 'vitest';
import type {Json, JsonObject} from '../../source/plan/plan.ts';
import {inner, node, outer} from '../plan/plan-fixtures.ts';
import {made, saying, sayings, seqScan} from './insight-plans.ts';

describe('foreign-key-index', () => {
	const foreignKeys = [{constraint: 'books_author_id_fkey', schema: 'public', table: 'books', columns: ['author_id']}];

	test('each deleted author is looked for in all books, 3.5 ms each', () => {
		expect(saying('foreign-key-index', 'fk_without_index')).toMatchObject({nodeId: 0, severity: 'high', couldSaveMs: 208.185, proposal: null, advice: 'Create an index on the referencing columns of books_author_id_fkey.'});
	});

	test('who knows the constraint knows the index', () => {
		expect(saying('foreign-key-index', 'fk_without_index', {foreignKeys}).proposal).toMatchObject({table: 'books', sql: 'CREATE INDEX books_author_id_idx ON public.books (author_id)'});
		expect(saying('foreign-key-index', 'fk_without_index', {foreignKeys: [...foreignKeys, ...foreignKeys]}).proposal).toBeNull();
	});

	test('one that is switched off is proposed instead; where one is on, the time has another reason', () => {
		const facts = {schema: 'public', table: 'books', name: 'by_author', method: 'btree', columns: ['author_id', 'title'], predicate: null};
		const shelved = {foreignKeys, unused: [{...facts, include: [], definition: 'CREATE INDEX by_author ON public.books (author_id, title)'}]};
		expect(saying('foreign-key-index', 'fk_without_index', shelved)).toMatchObject({advice: expect.stringMatching(/^Switch on by_author/) as string, proposal: {name: 'by_author'}});
		expect(sayings('foreign-key-index', 'fk_without_index', {foreignKeys, indexes: [facts]})).toEqual([]);
		expect(sayings('trigger-time', 'fk_without_index', {foreignKeys, indexes: [facts]})).toHaveLength(1);
		expect(sayings('foreign-key-index', 'fk_without_index', {foreignKeys, indexes: [{...facts, columns: ['title', 'author_id']}]})).toHaveLength(1);
	});

	const remove = (name: string, ms: number) => made(node('ModifyTable', {Operation: 'Delete', 'Relation Name': 'authors', 'Actual Rows': 0, 'Actual Total Time': 1}), {
		'Execution Time': 100, Triggers: [{'Trigger Name': name, 'Constraint Name': 'k', Relation: 'authors', Time: ms, Calls: 100}],
	});

	test('EXPLAIN\'s text has the constraint\'s name only, but a DELETE can only look for what refers', () => {
		expect(sayings('foreign-key-index', remove('k', 90))).toHaveLength(1);
		expect(sayings('foreign-key-index', remove('RI_ConstraintTrigger_c_1', 90))).toEqual([]);
	});

	test('is not said where an index was found (below 0.1 ms a row), nor of the check of inserted rows', () => {
		expect(sayings('foreign-key-index', remove('RI_ConstraintTrigger_a_1', 9.9))).toEqual([]);
		expect(sayings('foreign-key-index', 'pg18/16_insert_fk')).toEqual([]);
	});
});

describe('trigger-time', () => {
	test('a trigger that takes 113 of 270 ms', () => {
		expect(saying('trigger-time', 'pg18/15_update_triggers')).toMatchObject({nodeId: 0, title: 't_bef: 113 ms in a trigger', couldSaveMs: 112.701, severity: 'high'});
	});

	test('a constraint that is checked for each of 3,000 rows', () => {
		expect(saying('trigger-time', 'pg18/16_insert_fk')).toMatchObject({title: 'orders_customer_id_fkey: 47.1 ms in a constraint'});
	});

	test('the clones of a trigger on four partitions are one', () => {
		expect(saying('trigger-time', 'pg18/87_update_partition_triggers').evidence).toContain('4,922 times');
	});

	test('is not said below a tenth of the time, nor of what only lacks an index', () => {
		expect(sayings('trigger-time', 'fk_without_index')).toEqual([]);
		expect(sayings('trigger-time', made(node('ModifyTable', {Operation: 'Insert', 'Actual Total Time': 95}), {
			'Execution Time': 100, Triggers: [{'Trigger Name': 't', Relation: 'x', Time: 5, Calls: 100}],
		}))).toEqual([]);
	});
});

describe('jit', () => {
	test('674 ms over three processes are 225 ms of 350', () => {
		expect(saying('jit', 'deb15/29_jit_2')).toMatchObject({nodeId: null, severity: 'high', title: 'JIT spends 225 ms on compiling'});
	});

	const compiled = (ms: number) => made(node('Result', {'Actual Total Time': 100}), {JIT: {Functions: 3, Timing: {Total: ms}}});

	test('is not said below a tenth', () => {
		expect(sayings('jit', compiled(9))).toEqual([]);
		expect(sayings('jit', compiled(11))).toHaveLength(1);
	});
});

describe('planning-time', () => {
	test('5.6 ms of planning for 0.1 ms of execution', () => {
		expect(saying('planning-time', 'pg18/12_never_executed')).toMatchObject({nodeId: null, title: 'Planning takes 5.61 ms, execution 0.1 ms', couldSaveMs: null});
	});

	const planned = (planning: number, execution: number) => made(node('Result', {'Actual Total Time': execution}), {'Planning Time': planning});

	test('is not said of less than 5 ms, nor where the execution takes longer', () => {
		expect(sayings('planning-time', planned(4.9, 0.1))).toEqual([]);
		expect(sayings('planning-time', planned(50, 60))).toEqual([]);
		expect(sayings('planning-time', planned(60, 50))).toMatchObject([{severity: 'medium'}]);
	});
});

describe('full-page-images', () => {
	test('an update after a checkpoint: 2,002 pages of 8 kB are 93 % of 17 MB', () => {
		expect(saying('full-page-images', 'update_full_pages')).toMatchObject({nodeId: 0, severity: 'info', title: '2,002 full page images in 17 MB of WAL'});
	});

	test('is not said of small change, nor where rows are most of it', () => {
		expect(sayings('full-page-images', 'pg18/15_update_triggers')).toEqual([]);
		expect(sayings('full-page-images', 'wal_buffers_full')).toEqual([]);
	});
});

describe('wal-buffers-full', () => {
	test('4,885 times no room for 43 MB', () => {
		expect(saying('wal-buffers-full', 'wal_buffers_full')).toMatchObject({nodeId: 0, title: 'WAL buffers were full 4,885 times'});
	});

	test('is not said of a few times, nor before 18, which counts them', () => {
		expect(sayings('wal-buffers-full', made(node('ModifyTable', {'WAL Buffers Full': 15, 'WAL Bytes': 100_000})))).toEqual([]);
		expect(sayings('wal-buffers-full', 'pg17/15_update_triggers')).toEqual([]);
	});
});

describe('select-dirties', () => {
	test('a query that only reads dirtied 296 of 2,697 blocks', () => {
		expect(saying('select-dirties', 'pg18/73_parallel_subplan')).toMatchObject({severity: 'info', title: 'A query that only reads dirtied 296 blocks', advice: expect.stringContaining('VACUUM orders') as string});
	});

	const dirties = (type: string, blocks: number) => made(node(type, {'Relation Name': 't', 'Actual Total Time': 5, 'Shared Hit Blocks': 1000, 'Shared Dirtied Blocks': blocks}));

	test('is not said of one that writes, nor of few blocks', () => {
		expect(sayings('select-dirties', dirties('Seq Scan', 100))).toHaveLength(1);
		expect(sayings('select-dirties', dirties('Seq Scan', 99))).toEqual([]);
		expect(sayings('select-dirties', dirties('ModifyTable', 500))).toEqual([]);
		expect(sayings('select-dirties', dirties('LockRows', 500))).toEqual([]);
		expect(sayings('select-dirties', 'update_full_pages')).toEqual([]);
	});
});

describe('settings', () => {
	test('what is switched off explains the plan', () => {
		expect(saying('settings', 'inner_seq_scan')).toMatchObject({nodeId: null, severity: 'info', evidence: expect.stringContaining('enable_hashjoin = off') as string});
	});

	const made_ = (settings: Readonly<Record<string, string>>, facts: Readonly<Record<string, Json>> = {}) => sayings('settings', made(node('Seq Scan', facts), {Settings: settings}));

	test('18 marks the nodes of a kind that is switched off', () => {
		expect(made_({enable_seqscan: 'off'}, {Disabled: true})).toMatchObject([{title: 'The plan is made with enable_seqscan = off', evidence: expect.stringContaining('switched off') as string}]);
	});

	test('a small work_mem explains only what spills, no workers only what is large, random_page_cost only what shuns indexes', () => {
		expect(made_({work_mem: '64kB'})).toEqual([]);
		expect(made_({work_mem: '64kB'}, {'Temp Written Blocks': 5})).toHaveLength(1);
		expect(made_({work_mem: '64MB'}, {'Temp Written Blocks': 5})).toEqual([]);
		expect(made_({max_parallel_workers_per_gather: '0'})).toEqual([]);
		expect(made_({max_parallel_workers_per_gather: '0'}, {'Relation Name': 't', 'Actual Rows': 100_000})).toHaveLength(1);
		expect(made_({random_page_cost: '1.1'})).toEqual([]);
		expect(made_({random_page_cost: '40'})).toHaveLength(1);
	});

	test('is not said of settings that are merely not the default', () => {
		expect(made_({jit: 'off', search_path: 'x', effective_cache_size: '9GB', enable_partitionwise_join: 'on'})).toEqual([]);
		expect(sayings('settings', 'pg18/01_seq_filter')).toEqual([]);
	});
});

describe('coarse-timer', () => {
	test('59,999 loops of whole microseconds: 60 ms, give or take 30', () => {
		expect(saying('coarse-timer', 'memoize_evicts')).toMatchObject({severity: 'info', couldSaveMs: null, title: 'Times are rounded: 59,999 loops, ± 30 ms'});
	});

	const inLoops = (loops: number, ms: number, whole: number) => made(node('Nested Loop', {'Actual Total Time': whole}, [node('Seq Scan', outer), node('Index Scan', {...inner, 'Actual Loops': loops, 'Actual Total Time': ms})]));

	test('is not said where the loops are few, or long, or matter little', () => {
		expect(sayings('coarse-timer', inLoops(20_000, 0.001, 50))).toHaveLength(1);
		expect(sayings('coarse-timer', inLoops(20, 0.001, 50))).toEqual([]);
		expect(sayings('coarse-timer', inLoops(20_000, 0.02, 500))).toEqual([]);
		expect(sayings('coarse-timer', inLoops(20_000, 0.001, 5000))).toEqual([]);
	});
});

describe('hot-node', () => {
	test('says where the time goes when nothing says why, and promises nothing', () => {
		expect(saying('hot-node', 'pg18/28_merge_join')).toMatchObject({nodeId: 1, severity: 'low', title: 'Merge Join takes 48.8 % of the time', couldSaveMs: null, advice: null});
		expect(saying('hot-node', 'pg18/25_incremental_sort')).toMatchObject({severity: 'medium'});
	});

	const two = (hot: number, facts: JsonObject = {}) => made(node('Sort', {'Actual Total Time': 100}, [seqScan(null, 5, 5, {...outer, 'Actual Total Time': hot, ...facts})]));

	test('10, 40 and 90 % of the time: worth knowing, low, medium', () => {
		expect(saying('hot-node', two(60)).severity).toBe('low');
		expect(saying('hot-node', two(95)).severity).toBe('medium');
		expect(saying('hot-node', 'pg18/13_append_partition').severity).toBe('info');
		expect(sayings('hot-node', made(node('Append', {'Actual Total Time': 100}, Array.from({length: 20}, () => node('Result', {...outer, 'Actual Total Time': 5})))))).toEqual([]);
	});

	test('is not said where another rule has told why, nor of less than 0.1 ms', () => {
		for (const name of ['varchar_seq_scan', 'inner_materialize', 'lossy_recheck', 'large_offset', 'correlated_columns']) {
			expect(sayings('hot-node', name), name).toEqual([]);
		}

		expect(sayings('hot-node', 'pg18/66_backward')).toEqual([]);
	});
});
