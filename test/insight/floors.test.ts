import {expect, test} from 'vitest';
import type {InsightContext} from '../../source/insight/context.ts';
import type {RuleName} from '../../source/insight/insight.ts';
import type {Json, JsonObject, Plan} from '../../source/plan/plan.ts';
import {inner, member, node, outer} from '../plan/plan-fixtures.ts';
import {isSaid, made, seqScan, untimed} from './insight-plans.ts';

type Facts = Readonly<Record<string, Json>>;

/** A rule, what its floor is, and the same plan on either side of it: told, and not worth telling. */
type Floor = readonly [RuleName, string, Plan, Plan, InsightContext?];

const t = {'Relation Name': 't', Alias: 't'};
const found = {...t, 'Index Name': 't_a', 'Index Cond': '(a = 1)', Filter: '(b = 2)'};

/** `below` is a part of an execution of `whole` ms. */
const within = (whole: number, below: JsonObject, facts: Facts = {}) => made(node('Result', {'Actual Total Time': whole, ...facts}, [{...below, ...outer}]));

const inLoops = (loops: number, ms: number, whole: number) => within(whole, node('Index Scan', {'Actual Loops': loops, 'Actual Total Time': ms}));

const indexScan = (kept: number, removed: number, facts: Facts = {}) => node('Index Scan', {...found, 'Actual Total Time': 100, 'Actual Rows': kept, 'Rows Removed by Filter': removed, ...facts});

const topRows = (visited: number, kept: number, ms = 900, whole = 1000) => within(whole, node('Sort', {
	'Actual Total Time': ms, 'Actual Rows': kept, 'Sort Method': 'top-N heapsort', 'Sort Key': ['t.at'],
}, [seqScan(null, visited, visited, {...outer, 'Actual Total Time': ms})]));

const deleted = (calls: number, ms: number) => made(node('ModifyTable', {Operation: 'Delete', ...t, 'Actual Rows': 0, 'Actual Total Time': 1}), {
	'Execution Time': 100, Triggers: [{'Trigger Name': 'k', 'Constraint Name': 'k', Relation: 't', Time: ms, Calls: calls}],
});

const logged = (facts: Facts) => made(node('ModifyTable', {'Actual Total Time': 5, 'Actual Rows': 0, ...facts}));

const indexOnly = (fetches: number, rows: number) => made(untimed(node('Index Only Scan', {...t, 'Index Name': 't_a', 'Heap Fetches': fetches, 'Actual Rows': rows})));

/** One node of ten takes so many ms of 100, the others less. */
const tenth = (ms: number) => made(node('Append', {'Actual Total Time': 100}, [ms, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9].map(each => node('Result', {...member, 'Actual Total Time': each}))));

/** 30 ms of it are explained by a filter. */
const besideOther = (ms: number) => made(node('Append', {'Actual Total Time': 100}, [
	indexScan(0, 1000, {...member, 'Actual Total Time': 30}),
	node('Sort', {...member, 'Actual Total Time': ms}),
]));

const searches = (count: number, loops: number) => made(node('Index Scan', {
	...t, 'Index Name': 'i', 'Index Cond': '(b = 1)', 'Index Searches': count, 'Actual Total Time': 10, 'Actual Loops': loops,
}));

const hashed = (rows: number, others: number, kept: number) => made(node('Hash Join', {'Hash Cond': '(b.x = a.x)', 'Actual Rows': kept, 'Actual Total Time': 100}, [
	seqScan(null, rows, rows, {...outer, 'Relation Name': 'big', Alias: 'b', 'Actual Total Time': 60}),
	node('Hash', {...inner, 'Actual Rows': others}, [node('Index Scan', {...outer, 'Relation Name': 'a', 'Actual Rows': others})]),
]));

const page = (made_: number, returned: number) => made(node('Limit', {'Actual Total Time': 50, 'Actual Rows': returned}, [node('Index Scan', {...outer, 'Actual Total Time': 49, 'Actual Rows': made_})]));

const pairs = (removed: number, kept: number) => made(node('Hash Join', {
	'Hash Cond': '(a.x = b.x)', 'Join Filter': '(a.y < b.y)', 'Rows Removed by Join Filter': removed, 'Actual Rows': kept, 'Actual Total Time': 100,
}, [node('Seq Scan', {...outer, 'Actual Total Time': 10}), node('Hash', {...inner, 'Actual Total Time': 10})]));

const planned = (planning: number, facts: Facts = {}) => made(node('Result', {'Actual Total Time': 1}), {'Planning Time': planning, ...facts});

const blocks = (type: string, count: number, rows: number) => made(node(type, {...t, 'Actual Rows': rows, 'Actual Total Time': 10, 'Shared Hit Blocks': count}));

const innerScan = (loops: number, rows: number) => made(node('Nested Loop', {'Actual Total Time': 500, 'Join Filter': '(a.x = b.y)', 'Actual Rows': 5}, [
	node('Seq Scan', {...outer, 'Relation Name': 'a', Alias: 'a', 'Actual Total Time': 1}),
	node('Seq Scan', {...inner, 'Relation Name': 'b', Alias: 'b', 'Actual Total Time': 400 / loops, 'Actual Rows': rows, 'Actual Loops': loops}),
]));

const subplan = (loops: number, ms: number) => made(node('Seq Scan', {...t, 'Actual Total Time': 100}, [
	node('Index Scan', {'Parent Relationship': 'SubPlan', 'Subplan Name': 'SubPlan 1', 'Actual Loops': loops, 'Actual Total Time': ms / loops}),
]));

const estimated = (rows: number, actual: number, whole: number) => made(node('Result', {'Actual Total Time': whole, 'Plan Rows': rows, 'Actual Rows': actual}, [
	node('Index Scan', {...outer, ...t, 'Plan Rows': rows, 'Actual Rows': actual, 'Actual Total Time': 1}),
]));

const dirtied = (count: number, touched: number) => made(node('Seq Scan', {...t, 'Actual Total Time': 5, 'Shared Hit Blocks': touched, 'Shared Dirtied Blocks': count}));

const settings = (name: string, value: string, facts: Facts = {}) => made(node('Seq Scan', facts), {Settings: {[name]: value}});

const counted = (rows: number, ms: number) => within(1000, node('Aggregate', {Strategy: 'Plain', 'Partial Mode': 'Simple', 'Actual Total Time': ms, Output: ['count(*)']}, [
	seqScan(null, rows, rows, {...outer, 'Plan Width': 0, 'Actual Total Time': ms / 2}),
]));

const walked = (removed: number, kept: number) => made(node('Limit', {'Actual Total Time': 50, 'Actual Rows': kept}, [node('Index Scan', {
	...outer, ...t, 'Index Name': 't_at', Filter: '(a = 1)', 'Rows Removed by Filter': removed, 'Actual Rows': kept, 'Actual Total Time': 50,
})]));

const processes = (times: readonly number[]) => {
	const [, ...workers] = times;
	return made(node('Gather', {'Actual Total Time': Math.max(...times), 'Workers Planned': workers.length, 'Workers Launched': workers.length}, [node('Seq Scan', {
		...outer, ...t,
		'Actual Total Time': times.reduce((sum, ms) => sum + ms, 0) / times.length,
		'Actual Loops': times.length,
		Workers: workers.map((ms, at) => ({'Worker Number': at, 'Actual Total Time': ms, 'Actual Rows': 1, 'Actual Loops': 1})),
	})]));
};

test.for<Floor>([
	['coarse-timer', 'rounding makes up more than a tenth: 0.0005 of 0.004, and of 0.005 ms', inLoops(50_000, 0.004, 260), inLoops(50_000, 0.005, 260)],
	['coarse-timer', 'it is a twentieth of the execution: 25 ms of 500, and of 501', inLoops(50_000, 0.001, 500), inLoops(50_000, 0.001, 501)],
	['coarse-timer', 'below 1 ms it is a tenth: 0.5 ms of 5, and of 5.1', inLoops(1000, 0.001, 5), inLoops(1000, 0.001, 5.1)],
	['filter-removes-rows', 'half of the rows', made(indexScan(500, 500)), made(indexScan(501, 499))],
	['filter-removes-rows', 'a hundred rows', made(indexScan(10, 90)), made(indexScan(10, 89))],
	['filter-removes-rows', 'a hundred rows of each loop: 10 times 10 are no hundred', made(indexScan(10, 90, {'Actual Loops': 10})), made(indexScan(1, 9, {'Actual Loops': 10}))],
	['filter-removes-rows', 'without times, 10,000 rows removed', made(untimed(indexScan(10, 10_000))), made(untimed(indexScan(10, 9999)))],
	['first-rows', 'more than 10,000 rows', topRows(10_001, 1), topRows(10_000, 1)],
	['first-rows', 'at most a hundredth of the rows is wanted', topRows(50_000, 500), topRows(50_000, 501)],
	['first-rows', 'more than a tenth of the time', topRows(50_000, 5, 101), topRows(50_000, 5, 100)],
	['first-rows', 'without times the rows alone', made(untimed(topRows(10_001, 1).raw['Plan'] as JsonObject)), made(untimed(topRows(10_000, 1).raw['Plan'] as JsonObject))],
	['foreign-key-index', '0.1 ms a row', deleted(100, 10), deleted(101, 10)],
	['foreign-key-index', 'a tenth of the time', deleted(10, 10), deleted(10, 9.9)],
	['full-page-images', '1 MB', logged({'WAL FPI': 128, 'WAL Bytes': 1_048_576}), logged({'WAL FPI': 128, 'WAL Bytes': 1_048_575})],
	['full-page-images', 'half of the bytes: 128 and 127 pages of 8 kB in 2 MB', logged({'WAL FPI': 128, 'WAL Bytes': 2_097_152}), logged({'WAL FPI': 127, 'WAL Bytes': 2_097_152})],
	['heap-fetches', 'without times, 1,000 rows', indexOnly(1000, 1000), indexOnly(999, 999)],
	['heap-fetches', 'without times, 40 % of the rows', indexOnly(4000, 10_000), indexOnly(3999, 10_000)],
	['hot-node', 'a tenth of the time', tenth(10), tenth(9.9)],
	['hot-node', 'where something else is explained, 40 %', besideOther(40), besideOther(39.9)],
	['index-searches', 'ten in each loop', searches(30, 3), searches(29, 3)],
	['join-reads-all', 'a thousand rows', hashed(1000, 1, 1), hashed(999, 1, 1)],
	['join-reads-all', 'twenty times what the join returns', hashed(20_000, 1, 1000), hashed(20_000, 1, 1001)],
	['join-reads-all', 'twenty times what the other side has', hashed(20_000, 1000, 1), hashed(20_000, 1001, 1)],
	['large-offset', 'a thousand rows', page(1020, 20), page(1019, 20)],
	['large-offset', 'nine in ten', page(20_000, 2000), page(20_000, 2001)],
	['large-seq-scan', 'more than 10,000 rows', made(seqScan('(a = 1)', 1, 10_001)), made(seqScan('(a = 1)', 1, 10_000))],
	['large-seq-scan', 'more than a tenth of the time', within(999, seqScan('(a = 1)', 1, 20_000)), within(1000, seqScan('(a = 1)', 1, 20_000))],
	['large-seq-scan', 'without times, at most a quarter of the rows is kept', made(untimed(seqScan('(a = 1)', 5000, 20_000))), made(untimed(seqScan('(a = 1)', 5001, 20_000)))],
	['late-join-filter', '10,000 pairs', pairs(10_000, 1), pairs(9999, 1)],
	['late-join-filter', 'nine in ten', pairs(18_000, 2000), pairs(18_000, 2001)],
	['leader-idle', 'a tenth of a worker\'s part', processes([9.9, 100, 100]), processes([10, 100, 100])],
	['planning-time', '5 ms', planned(5), planned(4.9)],
	['planning-time', 'longer than the execution', planned(5.1, {'Execution Time': 5}), planned(5, {'Execution Time': 5})],
	['read-efficiency', '1,000 blocks', blocks('Bitmap Heap Scan', 1000, 10), blocks('Bitmap Heap Scan', 999, 10)],
	['read-efficiency', 'four times what 999 rows and one block are', blocks('Bitmap Heap Scan', 4001, 999), blocks('Bitmap Heap Scan', 4000, 999)],
	['read-efficiency', 'four times what 3,996 rows in a table are: 1,000 blocks', blocks('Seq Scan', 4001, 3996), blocks('Seq Scan', 4000, 3996)],
	['repeated-seq-scan', 'more than a hundred times', innerScan(101, 1000), innerScan(100, 1000)],
	['repeated-seq-scan', 'a hundred rows', innerScan(200, 100), innerScan(200, 99)],
	['repeated-subplan', 'more than a hundred times', subplan(101, 50), subplan(100, 50)],
	['repeated-subplan', 'a tenth of the time', subplan(200, 10), subplan(200, 9.8)],
	['row-misestimate', 'ten times', estimated(10_000, 1000, 1), estimated(9999, 1000, 1)],
	['row-misestimate', 'a thousand rows', estimated(1000, 10, 1), estimated(999, 10, 1)],
	['row-misestimate', 'time above it that another plan could save', made(node('Sort', {'Actual Total Time': 100}, [node('Result', {...outer, 'Actual Total Time': 2, 'Plan Rows': 10_000, 'Actual Rows': 100}, [node('Index Scan', {...outer, ...t, 'Plan Rows': 10_000, 'Actual Rows': 100, 'Actual Total Time': 1})])])),
		made(node('Sort', {'Actual Total Time': 100}, [node('Result', {...outer, 'Actual Total Time': 1.9, 'Plan Rows': 10_000, 'Actual Rows': 100}, [node('Index Scan', {...outer, ...t, 'Plan Rows': 10_000, 'Actual Rows': 100, 'Actual Total Time': 1})])]))],
	['select-dirties', 'a hundred blocks', dirtied(100, 1000), dirtied(99, 500)],
	['select-dirties', 'a tenth of those touched', dirtied(150, 1500), dirtied(150, 1501)],
	['settings', 'work_mem below 4 MB', settings('work_mem', '4095kB', {'Temp Read Blocks': 1}), settings('work_mem', '4MB', {'Temp Read Blocks': 1})],
	['settings', '100,000 rows, where workers are forbidden', settings('max_parallel_workers', '0', {...t, 'Actual Rows': 99_999, 'Rows Removed by Filter': 1}), settings('max_parallel_workers', '0', {...t, 'Actual Rows': 99_999})],
	['settings', 'random_page_cost above 4', settings('random_page_cost', '4.1'), settings('random_page_cost', '4')],
	['settings', 'random_page_cost below the cost of reading in sequence', settings('random_page_cost', '0.9'), settings('random_page_cost', '1')],
	['slow-count', '10,000 rows', counted(10_000, 500), counted(9999, 500)],
	['slow-count', 'a tenth of the time', counted(50_000, 100), counted(50_000, 99)],
	['temp-files', '1 MB', logged({'Temp Written Blocks': 100, 'Temp Read Blocks': 28}), logged({'Temp Written Blocks': 100, 'Temp Read Blocks': 27})],
	['trigger-time', 'a tenth of the time', deleted(1000, 10), deleted(1000, 9.9)],
	['wal-buffers-full', '16 times', logged({'WAL Buffers Full': 16, 'WAL Bytes': 100_000}), logged({'WAL Buffers Full': 15, 'WAL Bytes': 100_000})],
	['wal-buffers-full', 'a tenth of the pages: 100 and 99 of 1,000', logged({'WAL Buffers Full': 100, 'WAL Bytes': 8_192_000}), logged({'WAL Buffers Full': 99, 'WAL Bytes': 8_192_000})],
	['worker-skew', 'more than one and a half times the mean: 99 and 98 of 65', processes([48, 48, 99]), processes([49, 49, 98])],
	['wrong-order-index', 'a thousand rows', walked(1000, 1), walked(999, 1)],
	['wrong-order-index', 'nine in ten', walked(9000, 1000), walked(9000, 1001)],
])('%s: from %s on', ([rule, _, told, silent, context]) => {
	expect([isSaid(rule, told, context), isSaid(rule, silent, context)]).toEqual([true, false]);
});
