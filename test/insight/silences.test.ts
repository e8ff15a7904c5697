import {describe, expect, test} from 'vitest';
import type {InsightContext} from '../../source/insight/context.ts';
import type {RuleName} from '../../source/insight/insight.ts';
import type {Json, JsonObject, Plan} from '../../source/plan/plan.ts';
import {inner, member, node, outer} from '../plan/plan-fixtures.ts';
import {isSaid, made, saying, sayings, seqScan, untimed} from './insight-plans.ts';

type Facts = Readonly<Record<string, Json>>;

const t = {'Relation Name': 't', Alias: 't'};
const timed = {...t, 'Actual Total Time': 100};
const within = (whole: number, below: JsonObject, facts: Facts = {}) => made(node('Result', {'Actual Total Time': whole, ...facts}, [{...below, ...outer}]));

const top = (scan: JsonObject) => node('Sort', {'Actual Total Time': 100, 'Actual Rows': 1, 'Sort Method': 'top-N heapsort', 'Sort Key': ['t.at']}, [{...scan, ...outer}]);
const lookup = (facts: Facts = {}) => node('Index Scan', {...timed, 'Index Name': 't_a', 'Index Cond': '(a = 1)', Filter: '(b = 2)', 'Actual Rows': 10, 'Rows Removed by Filter': 990, ...facts});
const hash = (batches: number) => untimed(node('Hash Join', {}, [node('Seq Scan', outer), node('Hash', {...inner, 'Hash Batches': batches, 'Peak Memory Usage': 100, 'Original Hash Batches': batches})]));
const gather = (launched: number, loops: number, facts: Facts = {}, type = 'Gather') => made(node(type, {'Actual Total Time': 100, 'Workers Planned': 2, 'Workers Launched': launched, ...facts}, [
	node('Seq Scan', {...outer, 'Actual Total Time': 90, 'Actual Loops': loops}),
]));
const bitmap = (facts: Facts) => made(untimed(node('Bitmap Heap Scan', {...t, 'Lossy Heap Blocks': 10, 'Exact Heap Blocks': 10, 'Rows Removed by Index Recheck': 10, ...facts})));
const cache = (facts: Facts) => made(node('Memoize', {'Actual Total Time': 100, 'Cache Hits': 900, 'Cache Misses': 600, 'Cache Evictions': 500, 'Cache Overflows': 0, ...facts}, [
	node('Index Scan', {...outer, 'Actual Total Time': 90}),
]));
const inLoop = (scan: JsonObject, facts: Facts = {}) => made(node('Nested Loop', {'Actual Total Time': 500, 'Join Filter': '(t.x = b.y)', 'Actual Rows': 5, ...facts}, [
	node('Index Scan', {...outer, 'Relation Name': 'b', Alias: 'b', 'Actual Total Time': 1}), scan,
]));
const again = (facts: Facts = {}) => seqScan(null, 1000, 1000, {...inner, 'Actual Total Time': 2, 'Actual Loops': 200, ...facts});
const bad = (planned: number, actual: number, facts: Facts = {}) => node('Seq Scan', {...timed, 'Plan Rows': planned, 'Actual Rows': actual, ...facts});
const count = (facts: Facts, scan: Facts = {}, between?: string) => {
	const below = seqScan(null, 50_000, 50_000, {...outer, 'Plan Width': 0, 'Actual Total Time': 50, ...scan});
	return made(node('Aggregate', {Strategy: 'Plain', 'Partial Mode': 'Simple', 'Actual Total Time': 101, ...facts}, [between === undefined ? below : node(between, {...outer, 'Actual Total Time': 60}, [below])]));
};
const walk = (facts: Facts, type = 'Index Scan') => node(type, {...timed, 'Index Name': 't_at', Filter: '(a = 1)', 'Rows Removed by Filter': 5000, 'Actual Rows': 5, ...facts});
const set = (name: string, value: string, facts: Facts = {}) => made(node('Seq Scan', facts), {Settings: {[name]: value}});
const shares = (times: readonly (number | null)[], type = 'Gather') => made(node(type, {'Actual Total Time': 130, 'Workers Planned': times.length, 'Workers Launched': times.length}, [node('Seq Scan', {
	...outer, 'Actual Total Time': 60, 'Actual Loops': times.length + 1,
	Workers: times.map((ms, at) => ({'Worker Number': at, ...ms === null ? {} : {'Actual Total Time': ms}, 'Actual Rows': 1, 'Actual Loops': 1})),
})]));

/** The same plan twice, but for what makes all the difference. */
test.for<readonly [RuleName, string, Plan, Plan, InsightContext?]>([
	['filter-removes-rows', 'an index is no answer to what it cannot look up', made(lookup()), made(lookup({Filter: null}))],
	['first-rows', 'a table that is looked up in an index', within(100, top(seqScan(null, 50_000, 50_000))), within(100, top(node('Index Scan', {...timed, 'Index Name': 'i', 'Actual Rows': 50_000})))],
	['first-rows', 'a scan that is repeated, which is the cause', within(100, top(seqScan('(t.a = b.x)', 200, 20_000))), inLoop(node('Sort', {...inner, 'Actual Total Time': 2, 'Actual Loops': 200, 'Sort Method': 'top-N heapsort', 'Sort Key': ['t.at']}, [seqScan('(t.a = b.x)', 5, 1000, {...outer, 'Actual Total Time': 2, 'Actual Loops': 200})]))],
	['hash-aggregate-spill', 'nothing on disk', made(node('Aggregate', {...timed, Strategy: 'Hashed', 'HashAgg Batches': 5, 'Disk Usage': 9000})), made(node('Aggregate', {...timed, Strategy: 'Hashed', 'HashAgg Batches': 5, 'Disk Usage': 0}))],
	['hash-batches', 'one batch, where nothing was timed', made(hash(2)), made(hash(1))],
	['index-searches', 'a list in a form of its own', made(node('Bitmap Heap Scan', timed, [node('Bitmap Index Scan', {...outer, 'Index Name': 'i', 'Index Cond': '(b = 1)', 'Index Searches': 50, 'Actual Total Time': 90})])), made(node('Index Only Scan', {...timed, 'Index Name': 'i', 'Index Cond': '(b <@ ANY (x))', 'Index Searches': 50}))],
	['index-searches', 'an index without a condition', made(node('Index Only Scan', {...timed, 'Index Name': 'i', 'Index Cond': '(b = 1)', 'Index Searches': 50})), made(node('Index Only Scan', {...timed, 'Index Name': 'i', 'Index Searches': 50}))],
	['join-reads-all', 'a table that is read again and again', made(node('Hash Join', {...timed, 'Hash Cond': '(t.x = a.x)'}, [seqScan(null, 20_000, 20_000, {...outer, 'Actual Total Time': 60}), node('Hash', inner, [node('Index Scan', outer)])])),
		made(node('Hash Join', {...timed, 'Hash Cond': '(t.x = a.x)'}, [seqScan(null, 20_000, 20_000, {...outer, 'Actual Total Time': 30, 'Actual Loops': 2}), node('Hash', inner, [node('Index Scan', outer)])]))],
	['large-offset', 'a Limit whose input has impossible numbers', made(node('Limit', {...timed, 'Actual Rows': 1}, [node('Index Scan', {...outer, 'Actual Rows': 5000})])), made(node('Limit', {...timed, 'Actual Rows': 1}, [node('Index Scan', {...outer, 'Actual Rows': -1})]))],
	['large-seq-scan', 'a scan that is repeated, which is the cause', made(seqScan('(t.x = b.y)', 5, 20_000)), inLoop(seqScan('(t.x = b.y)', 5, 20_000, {...inner, 'Actual Total Time': 2, 'Actual Loops': 200}))],
	['leader-idle', 'a leader that took its part, by the loops', gather(2, 2), gather(2, 3)],
	['leader-idle', 'a Gather whose input has impossible numbers', gather(2, 2), gather(2, -2)],
	['lossy-bitmap', 'no block lossy, where nothing was timed', bitmap({}), bitmap({'Lossy Heap Blocks': 0})],
	['lossy-bitmap', 'no row checked in vain, where nothing was timed', bitmap({}), bitmap({'Rows Removed by Index Recheck': 0})],
	['memoize', 'hits that outnumber the misses, but for what was forgotten', cache({}), cache({'Cache Evictions': 0})],
	['memoize', 'a cache that was never asked', cache({}), cache({'Cache Hits': 0, 'Cache Misses': 0})],
	['missing-workers', 'all workers', gather(1, 2, {}, 'Gather Merge'), gather(2, 2, {}, 'Gather Merge')],
	['missing-workers', 'all workers, where nothing was timed', made(untimed(node('Gather', {'Workers Planned': 2, 'Workers Launched': 1}, [node('Seq Scan', outer)]))), made(untimed(node('Gather', {'Workers Planned': 2, 'Workers Launched': 2}, [node('Seq Scan', outer)])))],
	['missing-workers', 'EXPLAIN that did not count them', gather(0, 1), made(node('Gather', {...timed, 'Workers Planned': 2}, [node('Seq Scan', {...outer, 'Actual Total Time': 90})]))],
	['missing-workers', 'a Gather whose input has impossible numbers', gather(1, 2), gather(1, -2)],
	['planning-time', 'an execution that was not timed', made(node('Result', {'Actual Total Time': 1}), {'Planning Time': 10}), made(node('Result', {'Actual Total Time': 1}), {'Planning Time': 10, 'Execution Time': null})],
	['planning-time', 'an execution of less than nothing', made(node('Result', {'Actual Total Time': 1}), {'Planning Time': 10}), made(node('Result', {'Actual Total Time': 1}), {'Planning Time': 10, 'Execution Time': -1})],
	['read-efficiency', 'blocks that another rule has explained', made(node('Index Only Scan', {...timed, 'Index Name': 'i', 'Shared Hit Blocks': 5000})), made(node('Index Only Scan', {...timed, 'Index Name': 'i', 'Shared Hit Blocks': 5000, 'Heap Fetches': 1}))],
	['repeated-seq-scan', 'what is not read from start to end', inLoop(again()), inLoop(node('Index Scan', {...inner, ...t, 'Actual Total Time': 2, 'Actual Loops': 200, 'Actual Rows': 1000, Filter: '(t.a = b.x)'}))],
	['repeated-seq-scan', 'a Materialize of anything else', inLoop(node('Materialize', {...inner, 'Actual Total Time': 2, 'Actual Loops': 200, 'Actual Rows': 1000}, [seqScan(null, 1000, 1000, outer)])), inLoop(node('Materialize', {...inner, 'Actual Total Time': 2, 'Actual Loops': 200, 'Actual Rows': 1000}, [node('Sort', {...outer, ...t, 'Actual Total Time': 1})]))],
	['repeated-seq-scan', 'a sort of a scan that runs once a loop, but has no condition', inLoop(again()), made(node('Sort', {...timed, 'Actual Loops': 200, 'Actual Total Time': 2}, [seqScan(null, 1000, 1000, {...outer, 'Actual Loops': 200, 'Actual Total Time': 2})]))],
	['repeated-seq-scan', 'the outer side of a join, which is where the loop begins', inLoop(again()), made(node('Nested Loop', {'Actual Total Time': 2.5, 'Actual Loops': 200, 'Join Filter': '(t.x = b.y)'}, [again(outer), node('Index Scan', {...inner, 'Actual Loops': 200})]))],
	['repeated-seq-scan', 'the inner side of a join that hashes', inLoop(again()), made(node('Hash Join', {'Actual Total Time': 2.5, 'Actual Loops': 200, 'Join Filter': '(t.x = b.y)'}, [node('Index Scan', {...outer, 'Actual Loops': 200}), again()]))],
	['row-misestimate', 'a table whose statistics are old, which is the cause', made(bad(50_000, 100)), made(bad(50_000, 100, {'Relation Name': 'old'})), {tables: [{schema: null, name: 'old', modifiedSinceAnalyze: 1e6, rows: 1000}]}],
	['select-dirties', 'a query that locks its rows', made(node('Seq Scan', {...timed, 'Shared Hit Blocks': 500, 'Shared Dirtied Blocks': 500})), made(node('LockRows', {...timed, 'Shared Hit Blocks': 500, 'Shared Dirtied Blocks': 500}))],
	['settings', 'a small work_mem where nothing was written', set('work_mem', '64kB', {'Temp Written Blocks': 1}), set('work_mem', '64kB', {'Temp Written Blocks': 0})],
	['settings', 'a small work_mem where no bitmap forgot rows', set('work_mem', '64kB', {'Lossy Heap Blocks': 1}), set('work_mem', '64kB', {'Lossy Heap Blocks': 0})],
	['settings', 'a work_mem that is no number', set('work_mem', '1024', {'Lossy Heap Blocks': 1}), set('work_mem', 'much', {'Lossy Heap Blocks': 1})],
	['settings', 'workers that are few, but not none', set('max_parallel_workers_per_gather', '0', {...t, 'Actual Rows': 500_000}), set('max_parallel_workers_per_gather', '1', {...t, 'Actual Rows': 500_000})],
	['settings', 'rows that come from no table', set('max_parallel_workers_per_gather', '0', {...t, 'Actual Rows': 500_000}), set('max_parallel_workers_per_gather', '0', {'Actual Rows': 500_000})],
	['settings', 'what nobody chose', set('enable_sort', 'off'), set('enable_seqscan', 'off'), {givenSettings: ['enable_seqscan']}],
	['settings', 'what a reading in sequence costs', made(node('Result'), {Settings: {random_page_cost: '1.5', seq_page_cost: '2'}}), set('random_page_cost', '1.5')],
	['slow-count', 'a count of some', count({}), count({Filter: '(id > 5)'})],
	['slow-count', 'a count that is only a part', count({}), count({'Partial Mode': 'Partial'})],
	['slow-count', 'an aggregate that says nothing of its columns, over rows that have some', count({}), count({}, {'Plan Width': 8})],
	['slow-count', 'a target list without a column', count({Output: ['count(*)']}), count({Output: []})],
	['slow-count', 'a join', count({}, {}, 'Result'), count({}, {}, 'Hash Join')],
	['sort-on-disk', 'a sort in memory', made(node('Sort', {...timed, 'Sort Space Type': 'Disk', 'Sort Space Used': 5000})), made(untimed(node('Sort', {'Sort Space Type': 'Memory', 'Sort Space Used': 5000})))],
	['stale-statistics', 'a table of the same name elsewhere', made(bad(1, 1, {Schema: 'public'})), made(bad(1, 1, {Schema: 'other'})), {tables: [{schema: 'public', name: 't', modifiedSinceAnalyze: 1e6, rows: 1000}]}],
	['worker-skew', 'workers that were not timed', shares([120, 30], 'Gather Merge'), shares([null, null], 'Gather Merge')],
	['worker-skew', 'a Gather whose input has impossible numbers', shares([120, 30]), gather(2, -2)],
	['wrong-order-index', 'an index that looks rows up', made(walk({}, 'Index Only Scan')), made(walk({'Index Cond': '(b = 1)'}, 'Index Only Scan'))],
	['wrong-order-index', 'a filter that says nothing', made(walk({})), made(walk({Filter: null}))],
	['trigger-time', 'a trigger that ran less often than never', made(node('ModifyTable', {...t, Operation: 'Insert', 'Actual Total Time': 1}), {'Execution Time': 100, Triggers: [{'Trigger Name': 'x', Relation: 't', Time: 50, Calls: 5}]}),
		made(node('ModifyTable', {...t, Operation: 'Insert', 'Actual Total Time': 1}), {'Execution Time': 100, Triggers: [{'Trigger Name': 'x', Relation: 't', Time: 50, Calls: -5}]})],
])('%s is not said of %s', ([rule, _, told, silent, context]) => {
	expect([isSaid(rule, told, context), isSaid(rule, silent, context)]).toEqual([true, false]);
});

describe('an estimate that is wrong means nothing', () => {
	const far = {...t, 'Plan Rows': 50_000, 'Actual Total Time': 40};
	const few = (facts: Facts = {}) => node('Index Scan', {...far, 'Actual Rows': 100, ...facts});
	const wrong = (root: JsonObject) => isSaid('row-misestimate', made(root));
	const one = node('Result', {...outer, 'Actual Total Time': 1});

	test('the twin of all of these, a scan under a Sort, is told', () => {
		expect(wrong(node('Sort', timed, [few(outer)]))).toBe(true);
		expect(wrong(node('Nested Loop', {...timed, 'Join Type': 'Inner'}, [one, few(inner)]))).toBe(true);
	});

	test.each<[string, JsonObject]>([
		['below a Limit, which stopped it', node('Limit', timed, [few(outer)])],
		['below a Limit and a Sort that began, as rows of the join under it may not all be wanted', node('Limit', timed, [node('Nested Loop', outer, [few(outer), one])])],
		['of the inner side of a semi join, which stops at the first match', node('Nested Loop', {...timed, 'Join Type': 'Semi'}, [one, few(inner)])],
		['of the inner side of an anti join', node('Merge Join', {...timed, 'Join Type': 'Anti'}, [one, few(inner)])],
		['of a Merge Join\'s outer side, when the other ended early', node('Merge Join', {...timed, 'Join Type': 'Inner'}, [few(outer), node('Result', inner)])],
		['of a Merge Join\'s inner side, when the other ended early', node('Merge Join', {...timed, 'Join Type': 'Inner'}, [one, few(inner)])],
		['of a Merge Join\'s inner side that is counted again for each equal row', node('Merge Join', {...timed, 'Join Type': 'Inner'}, [one, few({...inner, 'Plan Rows': 100, 'Actual Rows': 50_000})])],
		['of an EXISTS, which stops at the first row', node('Result', timed, [few({'Parent Relationship': 'InitPlan', 'Subplan Name': 'InitPlan 1', 'Actual Rows': 1})])],
		['of an EXISTS that is asked for each row', node('Result', timed, [few({'Parent Relationship': 'SubPlan', 'Subplan Name': 'SubPlan 1', 'Actual Rows': 1})])],
		['of a node that was not executed', node('Sort', timed, [few({...outer, 'Actual Loops': 0, 'Actual Rows': 0, 'Actual Total Time': 0})])],
		['of a BitmapAnd, whose rows Postgres does not count', node('Bitmap Heap Scan', {...timed, 'Plan Rows': 1, 'Actual Rows': 1}, [node('BitmapAnd', {...outer, 'Plan Rows': 50_000, 'Actual Rows': 0})])],
		['of a BitmapOr, whose rows Postgres does not count', node('Bitmap Heap Scan', {...timed, 'Plan Rows': 1, 'Actual Rows': 1}, [node('BitmapOr', {...outer, 'Plan Rows': 50_000, 'Actual Rows': 0})])],
		['of a bitmap that is lossy', node('Bitmap Heap Scan', {...timed, 'Plan Rows': 100, 'Actual Rows': 100, 'Lossy Heap Blocks': 9}, [node('Bitmap Index Scan', {...outer, 'Index Name': 'i', 'Plan Rows': 100, 'Actual Rows': 50_000})])],
		['of a worker\'s bitmap that is lossy', node('Bitmap Heap Scan', {...timed, 'Plan Rows': 100, 'Actual Rows': 100, Workers: [{'Worker Number': 0, 'Lossy Heap Blocks': 9}]}, [node('Bitmap Index Scan', {...outer, 'Index Name': 'i', 'Plan Rows': 100, 'Actual Rows': 50_000})])],
		['of a BRIN or GIN index, whose rows are checked again', node('Bitmap Heap Scan', {...timed, 'Plan Rows': 100, 'Actual Rows': 100, 'Rows Removed by Index Recheck': 9}, [node('BitmapOr', {...outer, 'Plan Rows': 1, 'Actual Rows': 0}, [node('Bitmap Index Scan', {...member, 'Index Name': 'i', 'Plan Rows': 100, 'Actual Rows': 50_000})])])],
		['of a ModifyTable without RETURNING, which returns none', node('ModifyTable', {...timed, 'Plan Rows': 50_000, 'Actual Rows': 0})],
		['of 1, the least that the planner plans, below a hundred times', node('Sort', timed, [few({...outer, 'Plan Rows': 1, 'Actual Rows': 99})])],
		['of no row at all', node('Sort', timed, [few({...outer, 'Actual Rows': 0})])],
		['of less than nothing', node('Sort', {...timed, 'Actual Rows': 5000}, [few({...outer, 'Plan Rows': -5, 'Actual Rows': 5000})])],
	])('%s', (_, root) => {
		expect(wrong(root)).toBe(false);
	});

	test('but an exact bitmap, RETURNING, and the rest of what a semi join reads mean something', () => {
		expect(wrong(node('Bitmap Heap Scan', {...timed, 'Plan Rows': 100, 'Actual Rows': 100}, [node('Bitmap Index Scan', {...outer, 'Index Name': 'i', 'Plan Rows': 100, 'Actual Rows': 50_000})]))).toBe(true);
		expect(wrong(node('ModifyTable', {...timed, 'Plan Rows': 50_000, 'Actual Rows': 100}))).toBe(true);
		expect(wrong(node('Nested Loop', {...timed, 'Join Type': 'Semi'}, [few(outer), node('Result', inner)]))).toBe(true);
		expect(wrong(node('Hash Join', {...timed, 'Join Type': 'Semi'}, [one, node('Hash', {...inner, 'Actual Total Time': 90}, [few(outer)])]))).toBe(true);
	});

	test('a CTE and an InitPlan run on their own account, below a Limit, too', () => {
		const below = (name: string) => node('Limit', timed, [node('Result', {...outer, 'Actual Total Time': 90}), few({'Parent Relationship': 'InitPlan', 'Subplan Name': name})]);
		expect(wrong(below('InitPlan 1'))).toBe(true);
		expect(wrong(node('Merge Join', timed, [node('Sort', {...outer, 'Actual Total Time': 50, 'Plan Rows': 100, 'Actual Rows': 100}, [few(outer)]), node('Result', inner)]))).toBe(true);
	});
});

describe('what too few planned rows lead to', () => {
	const told = (root: JsonObject) => {
		const [insight] = sayings('row-misestimate', made(root));
		return insight === undefined ? null : {ms: insight.couldSaveMs, evidence: insight.evidence};
	};
	const spilt = {'Actual Total Time': 200, 'Plan Rows': 10, 'Actual Rows': 5000, 'Temp Written Blocks': 1000};
	const one = node('Result', {...outer, 'Actual Total Time': 1});

	test('a hash, or a sort, of more rows than planned: 1,000 blocks of 0.02 ms', () => {
		const hashed = node('Hash Join', {...spilt, 'Actual Total Time': 201}, [one, node('Hash', {...inner, ...spilt}, [bad(10, 5000, outer)])]);
		expect(told(hashed)).toMatchObject({ms: 20, evidence: expect.stringContaining('the hash above needs more memory') as string});
		expect(told(node('Sort', spilt, [bad(10, 5000, outer)]))).toMatchObject({ms: 20, evidence: expect.stringContaining('the sort above needs more memory') as string});
	});

	test.each<[string, JsonObject]>([
		['a hash or sort in memory', node('Sort', {...spilt, 'Temp Written Blocks': 0}, [bad(10, 5000, outer)])],
		['another node that spilled', node('Materialize', spilt, [bad(10, 5000, outer)])],
		['more rows planned than found', node('Sort', {...spilt, 'Plan Rows': 50_000, 'Actual Rows': 1000}, [bad(50_000, 1000, outer)])],
		['a subquery of its own', node('Sort', spilt, [one, bad(10, 5000, {'Parent Relationship': 'InitPlan', 'Subplan Name': 'CTE x'})])],
		['the inner side of the loop', node('Nested Loop', {...timed, 'Actual Total Time': 200, 'Plan Rows': 10, 'Actual Rows': 5000}, [one, bad(10, 5000, inner)])],
		['a node between that had it right again', node('Sort', spilt, [node('Aggregate', {...outer, 'Actual Total Time': 110}, [bad(10, 5000, outer)])])],
	])('but not %s', (_, root) => {
		expect(told(root)?.ms ?? null).toBeNull();
	});
});

describe('of a node whose numbers cannot be, nothing is said', () => {
	const scan = (facts: Facts) => sayings('large-seq-scan', made(node('Sort', {...timed, 'Shared Hit Blocks': 5, 'Actual Total Time': 101}, [seqScan('(t.a = 1)', 1, 20_000, {...outer, 'Shared Hit Blocks': 5, ...facts})]))).length;

	test.each([-1, 1e15])('%d', impossible => {
		expect(scan({})).toBe(1);
		for (const key of ['Shared Hit Blocks', 'Shared Read Blocks', 'Shared Dirtied Blocks', 'Shared Written Blocks', 'Local Hit Blocks', 'Local Read Blocks', 'Local Dirtied Blocks', 'Local Written Blocks', 'Temp Read Blocks', 'Temp Written Blocks', 'Actual Rows', 'Actual Total Time']) {
			expect(scan({[key]: impossible}), key).toBe(0);
		}
	});

	test('nor of one that reads from it', () => {
		const limit = (rows: number) => made(node('Limit', {...timed, 'Actual Rows': 1}, [node('Index Scan', {...outer, 'Actual Rows': rows})]));
		expect([isSaid('large-offset', limit(1e5)), isSaid('large-offset', limit(1e15))]).toEqual([true, false]);
	});
});

describe('what could be saved, by hand', () => {
	test('an index saves a table scan less than an index scan: of 100 ms for 1,000 of 8,000 rows 50, not 87.5', () => {
		expect(saying('filter-removes-rows', made(seqScan('(a = 1)', 1000, 8000))).couldSaveMs).toBeCloseTo(50);
		expect(saying('filter-removes-rows', made(lookup({'Actual Rows': 1000, 'Rows Removed by Filter': 7000}))).couldSaveMs).toBeCloseTo(87.5);
	});

	test('with an index on what the filter cannot look up, nothing is proposed: not the condition that the index answers already', () => {
		expect(saying('filter-removes-rows', made(lookup({Filter: '(b ~~ \'%x%\'::text)'})))).toMatchObject({proposal: null, advice: expect.stringContaining('pg_trgm') as string});
	});

	test.each(['Seq Scan', 'Index Scan', 'Index Only Scan', 'Bitmap Heap Scan', 'Tid Range Scan'])('a filter of a %s is looked up in an index', type => {
		expect(saying('filter-removes-rows', made({...seqScan('(a = 1)', 1, 8000, {'Index Cond': '(c = 1)'}), 'Node Type': type})).proposal?.columns).toContain('a');
	});

	test('pairs that a nested loop throws away cost what made them: 30 ms of its own and 60 inside, nine in ten', () => {
		const loop = (type: string) => saying('late-join-filter', made(node(type, {...timed, 'Join Filter': '(a.y < b.y)', 'Rows Removed by Join Filter': 90_000, 'Actual Rows': 10_000}, [
			node('Index Scan', {...outer, 'Actual Total Time': 10}), node('Index Scan', {...inner, 'Actual Total Time': 60}),
		]))).couldSaveMs;
		expect([loop('Nested Loop'), loop('Merge Join')]).toEqual([90 * 0.9, 30 * 0.9]);
	});

	test('and the inner side of the loop is not told again', () => {
		const loop = (type: string) => made(node(type, {...timed, 'Join Filter': '(a.y < b.y)', 'Rows Removed by Join Filter': 90_000, 'Actual Rows': 10_000}, [
			node('Index Scan', {...outer, 'Actual Total Time': 10}), node('Index Scan', {...inner, 'Actual Total Time': 60}),
		]));
		expect([isSaid('hot-node', loop('Nested Loop')), isSaid('hot-node', loop('Hash Join'))]).toEqual([false, true]);
	});

	test('a leader that was away makes three of two: 45 ms of wall time are a third less', () => {
		expect(saying('leader-idle', gather(2, 2)).couldSaveMs).toBeCloseTo(90 / 3);
	});

	test('a cache cannot have forgotten more than it missed: 900 evictions and 500 overflows of 1,000 misses are all of the 90 ms', () => {
		expect(saying('memoize', cache({'Cache Hits': 0, 'Cache Misses': 1000, 'Cache Evictions': 900, 'Cache Overflows': 500})).couldSaveMs).toBeCloseTo(90);
		expect(isSaid('hot-node', cache({'Cache Hits': 0, 'Cache Misses': 1000, 'Cache Evictions': 900}))).toBe(false);
	});

	test('a filter on the hashed table goes into the index, behind the join\'s column', () => {
		const join = made(node('Hash Join', {...timed, 'Hash Cond': '(a.x = t.x)'}, [node('Index Scan', outer), node('Hash', {...inner, 'Actual Total Time': 90}, [seqScan('(t.kind = 1)', 20_000, 21_000, {...outer, 'Actual Total Time': 90})])]));
		expect(saying('join-reads-all', join).proposal?.columns).toEqual(['x', 'kind']);
	});

	test('what an OFFSET, a Memoize, a late filter or a lossy bitmap cost is told only where it was timed', () => {
		const subjects: readonly (readonly [RuleName, JsonObject])[] = [
			['large-offset', node('Limit', {'Actual Rows': 1}, [node('Index Scan', {...outer, 'Actual Rows': 5000})])],
			['late-join-filter', node('Merge Join', {'Join Filter': '(a.y < b.y)', 'Rows Removed by Join Filter': 90_000}, [node('Sort', outer), node('Sort', inner)])],
			['index-searches', node('Index Scan', {...t, 'Index Cond': '(b = 1)', 'Index Searches': 50})],
			['wrong-order-index', walk({})],
		];
		for (const [rule, root] of subjects) {
			expect(saying(rule, made(untimed(root))), rule).toMatchObject({couldSaveMs: null, evidence: expect.not.stringContaining(' ms') as string});
		}
	});
});

describe('what it says, where it depends', () => {
	test('hash-batches: without the memory that a batch took, no figure', () => {
		const spilt = (facts: Facts) => saying('hash-batches', made(node('Hash Join', {...timed, 'Temp Read Blocks': 1000}, [node('Seq Scan', outer), node('Hash', {...inner, 'Hash Batches': 4, ...facts})])));
		expect(spilt({}).advice).toBe('Raise work_mem for this query.');
		expect(spilt({'Peak Memory Usage': 1024}).advice).toContain('about 4MB');
		expect(spilt({'Peak Memory Usage': 1024}).evidence).toContain('(4 planned) of 1024 kB');
	});

	const aggregate = (facts: Facts, input: Facts = {}) => saying('hash-aggregate-spill', made(node('Aggregate', {
		...timed, Strategy: 'Hashed', 'Peak Memory Usage': 4096, 'Disk Usage': 4096, 'HashAgg Batches': 5, ...facts,
	}, [node('Seq Scan', {...outer, ...input})]))).advice;

	test('hash-aggregate-spill: the memory in which all would have fitted', () => {
		expect(aggregate({}), 'no width: 5 x 4 MB').toContain('about 20MB');
		expect(aggregate({'HashAgg Batches': 1}), 'not yet read back: at least twice').toContain('about 8MB');
		expect(aggregate({}, {'Plan Width': 4, 'Actual Rows': 262_144}), 'half of 8 MB of rows: 4 / 0.5').toContain('about 8MB');
		expect(aggregate({'Actual Loops': 2}, {'Plan Width': 4, 'Actual Rows': 262_144, 'Actual Loops': 2}), 'the same each time').toContain('about 8MB');
		expect(aggregate({}, {'Plan Width': 4, 'Actual Rows': 132_000}), 'nearly all of them: no more than all batches').toContain('about 20MB');
		expect(aggregate({}, {'Plan Width': 4, 'Actual Rows': 1000}), 'more than there was').toContain('about 20MB');
	});

	test('lossy-bitmap: 72 bytes a page, 1,000,000 pages are 69 MB', () => {
		expect(saying('lossy-bitmap', bitmap({'Lossy Heap Blocks': 900_000, 'Exact Heap Blocks': 100_000})).advice).toContain('work_mem to 69MB');
	});

	test('full-page-images: compressed ones are no more than all', () => {
		expect(saying('full-page-images', made(node('ModifyTable', {'WAL FPI': 9000, 'WAL Bytes': 2_097_152}))).evidence).toContain('up to 100 %');
		expect(saying('wal-buffers-full', made(node('ModifyTable', {'WAL Buffers Full': 9000, 'WAL Bytes': 2_097_152}))).evidence).toContain('100 % of the 2048 kB');
	});

	test('planning-time: low, and medium from 50 ms on; only what reads tables counts as a scan', () => {
		const planned = (ms: number) => saying('planning-time', made(node('Sort', {'Actual Total Time': 1}, [node('Seq Scan', {...t, ...outer})]), {'Planning Time': ms}));
		expect([planned(49).severity, planned(50).severity]).toEqual(['low', 'medium']);
		expect(planned(50).evidence).toContain('for 1 table scan');
	});

	test('repeated-subplan: low, and medium from 40 % on; of one inside the other, the outer', () => {
		const below = (ms: number, plans: readonly JsonObject[] = []) => node('Index Scan', {'Parent Relationship': 'SubPlan', 'Subplan Name': 'SubPlan 1', 'Actual Loops': 200, 'Actual Total Time': ms / 200}, plans);
		const severity = (ms: number) => saying('repeated-subplan', made(node('Result', timed, [below(ms)]))).severity;
		expect([severity(39.8), severity(40)]).toEqual(['low', 'medium']);
		expect(saying('repeated-subplan', made(node('Result', timed, [below(80, [below(60)])]))).nodeId).toBe(1);
	});

	test('row-misestimate: info, and low from a hundred times on; one that did harm is told alone', () => {
		const harmless = (planned: number) => saying('row-misestimate', made(node('Sort', timed, [bad(planned, 100, outer)]))).severity;
		expect([harmless(9900), harmless(10_000)]).toEqual(['info', 'low']);
		const harmful = node('Nested Loop', {...member, 'Plan Rows': 5, 'Actual Rows': 500, 'Actual Total Time': 60}, [bad(10, 500, {...outer, 'Actual Total Time': 1}), node('Index Scan', {...inner, 'Actual Total Time': 0.1, 'Actual Loops': 500})]);
		expect(sayings('row-misestimate', made(node('Append', timed, [bad(50_000, 100, {...member, 'Actual Total Time': 30}), harmful]))).map(({nodeId}) => nodeId)).toEqual([3]);
	});

	test('sort-on-disk: each run sorts its own 87,381 rows, 4 MB on disk and 48 bytes a row more in memory, however often', () => {
		const sort = (loops: number) => saying('sort-on-disk', made(node('Sort', {'Actual Total Time': 100 / loops, 'Actual Loops': loops, 'Sort Space Type': 'Disk', 'Sort Space Used': 4096}, [
			node('Result', {...outer, 'Actual Rows': 87_381, 'Actual Loops': loops}),
		]))).advice;
		expect(sort(1)).toContain('about 8MB');
		expect(sort(100)).toBe(sort(1));
	});

	test('settings: nodes of a kind that is switched off are counted', () => {
		expect(saying('settings', made(node('Sort', {}, [node('Seq Scan', {...outer, Disabled: true})]), {Settings: {enable_seqscan: 'off'}})).evidence).toContain('1 of the nodes');
	});

	test('wrong-order-index: through what hands rows on, a Limit is why', () => {
		const evidence = (type: string, root = 'Limit') => saying('wrong-order-index', made(node(root, timed, [node(type, {...outer, 'Actual Total Time': 100}, [walk(outer)])]))).evidence;
		for (const type of ['Gather', 'Gather Merge', 'Nested Loop', 'Result', 'Subquery Scan', 'LockRows', 'Append', 'Merge Append', 'Incremental Sort', 'ProjectSet']) {
			expect(evidence(type), type).toMatch(/^For ORDER BY with LIMIT/);
		}

		expect(evidence('Sort')).toMatch(/^The index/);
		expect(evidence('Result', 'Sort')).toMatch(/^The index/);
	});

	test('slow-count: through what hands rows on, by any kind of scan', () => {
		for (const between of ['Gather', 'Gather Merge', 'Append', 'Result']) {
			expect(isSaid('slow-count', count({}, {}, between)), between).toBe(true);
		}

		for (const type of ['Seq Scan', 'Index Only Scan', 'Index Scan']) {
			expect(isSaid('slow-count', count({}, {'Node Type': type})), type).toBe(true);
		}
	});

	test('hot-node: what it read from disk, where blocks were counted', () => {
		expect(saying('hot-node', made(node('Seq Scan', {...timed, 'Shared Read Blocks': 7}))).evidence).toContain('reads 7 blocks from disk');
	});

	test('of two that could save the same, the first in the plan is told first', () => {
		const twins = made(node('Append', {'Actual Total Time': 200}, [lookup({...member, Filter: '(z = 1)', 'Actual Rows': 0}), seqScan('(t.b = 1)', 0, 5000, member)]));
		expect(sayings('filter-removes-rows', twins).map(({nodeId}) => nodeId)).toEqual([1, 2]);
	});
});
