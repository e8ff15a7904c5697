import {describe, expect, test} from 'vitest';
import {diffPlans} from '../../source/diff/diff-plans.ts';
import type {JsonObject} from '../../source/plan/plan.ts';
import {initPlan, member, node, outer, plan} from '../plan/plan-fixtures.ts';
import {changeOf, compare, explained, indexScan, join, over, seqScan, told} from './made-plans.ts';

const hash = (child: JsonObject) => over('Hash', [child]);

describe('a node that stays', () => {
	test('is matched with itself by what it reads, whatever it cost', () => {
		const diff = compare(seqScan('shots', {'Actual Total Time': 5, 'Total Cost': 90}), seqScan('shots', {'Actual Total Time': 1, 'Total Cost': 7}));
		expect(told(diff)).toEqual(['matched Seq Scan shots']);
	});

	test('and reads its table in another way is changed, with the words of Postgres for how', () => {
		const diff = compare(seqScan('shots', {Filter: '(scene_id = 7)'}), indexScan('shots', 'idx_shots_scene_id'));
		expect(told(diff)).toEqual(['changed Seq Scan shots -> Index Scan shots']);
		expect(diff.nodes[0]?.alterations).toEqual([
			{key: 'Node Type', before: 'Seq Scan', after: 'Index Scan'},
			{key: 'Index Name', before: null, after: 'idx_shots_scene_id'},
			{key: 'Filter', before: '(scene_id = 7)', after: null},
			{key: 'Index Cond', before: null, after: '(scene_id = 7)'},
		]);
	});

	test('and uses another index, another condition or more workers is changed', () => {
		const only = (before: JsonObject, after: JsonObject) => compare(before, after).nodes[0]?.alterations;
		expect(only(indexScan('shots', 'a'), indexScan('shots', 'b'))).toEqual([{key: 'Index Name', before: 'a', after: 'b'}]);
		expect(only(seqScan('shots', {Filter: '(a = 1)'}), seqScan('shots', {Filter: '(a = 2)'}))).toEqual([{key: 'Filter', before: '(a = 1)', after: '(a = 2)'}]);
		expect(only(over('Gather', [seqScan('a')], {'Workers Planned': 2}), over('Gather', [seqScan('a')], {'Workers Planned': 4})))
			.toEqual([{key: 'Workers Planned', before: '2', after: '4'}]);
		expect(only(over('Sort', [seqScan('a')], {'Sort Key': ['a.x', 'a.y']}), over('Sort', [seqScan('a')], {'Sort Key': ['a.y']})))
			.toEqual([{key: 'Sort Key', before: 'a.x, a.y', after: 'a.y'}]);
	});

	test('how a run went is no change of the plan: sort method, memory, workers launched, disabled', () => {
		const diff = compare(
			over('Sort', [seqScan('a')], {'Sort Method': 'quicksort', 'Sort Space Type': 'Memory', 'Sort Space Used': 25}),
			over('Sort', [seqScan('a')], {'Sort Method': 'external merge', 'Sort Space Type': 'Disk', 'Sort Space Used': 9000, 'Disabled': false}),
		);
		expect(told(diff)).toEqual(['matched Sort', '  matched Seq Scan a']);
	});

	test('is found again under another alias, by its table and condition', () => {
		const append = (scans: readonly JsonObject[]) => over('Append', scans.map(scan => ({...scan, ...member})));
		const diff = compare(
			append([seqScan('shots', {Alias: 'a', Filter: '(a.x = 1)'}), seqScan('shots', {Alias: 'b', Filter: '(b.x = 2)'})]),
			append([seqScan('shots', {Alias: 'c', Filter: '(c.x = 2)'}), seqScan('shots', {Alias: 'd', Filter: '(d.x = 1)'})]),
		);
		expect(diff.nodes.slice(1).map(({before, after}) => [before?.alias, after?.alias])).toEqual([['b', 'c'], ['a', 'd']]);
	});
});

describe('joins', () => {
	test('are known by the tables below them, whatever the method', () => {
		const diff = compare(
			join('Hash Join', seqScan('shots'), hash(seqScan('scenes'))),
			join('Nested Loop', seqScan('shots'), indexScan('scenes', 'scenes_pkey')),
		);
		expect(told(diff)).toEqual([
			'changed Hash Join -> Nested Loop',
			'  matched Seq Scan shots',
			'  removed Hash',
			'    changed Seq Scan scenes -> Index Scan scenes',
		]);
	});

	test('in another order keep the table that stays, and move the ones that do not', () => {
		const diff = compare(
			join('Hash Join', join('Hash Join', seqScan('a'), hash(seqScan('b'))), hash(seqScan('c'))),
			join('Hash Join', join('Hash Join', seqScan('a'), hash(seqScan('c'))), hash(seqScan('b'))),
		);
		expect(told(diff)).toEqual([
			'matched Hash Join',
			'  matched Hash Join',
			'    matched Seq Scan a',
			'    moved Hash',
			'      matched Seq Scan c',
			'  moved Hash',
			'    matched Seq Scan b',
		]);
	});

	test('that change sides move both tables', () => {
		const diff = compare(join('Nested Loop', seqScan('a'), seqScan('b')), join('Nested Loop', seqScan('b'), seqScan('a')));
		expect(told(diff)).toEqual(['matched Nested Loop', '  moved Seq Scan b', '  moved Seq Scan a']);
	});

	test('of a bitmap keep its index with its table', () => {
		const bitmap = (relation: string, index: string) => node('Bitmap Heap Scan', {...outer, 'Relation Name': relation, 'Alias': relation}, [
			node('Bitmap Index Scan', {...outer, 'Index Name': index}),
		]);
		const diff = compare(
			join('Nested Loop', bitmap('a', 'a_x'), bitmap('b', 'b_x')),
			join('Nested Loop', bitmap('a', 'a_y'), bitmap('b', 'b_y')),
		);
		expect(diff.nodes.filter(({before}) => before?.nodeType === 'Bitmap Index Scan').map(({before, after}) => [before?.index, after?.index]))
			.toEqual([['a_x', 'a_y'], ['b_x', 'b_y']]);
	});
});

describe('what comes and goes', () => {
	test('a Sort that an index made superfluous is removed from between its neighbours', () => {
		const diff = compare(
			over('Limit', [over('Sort', [seqScan('shots')])]),
			over('Limit', [indexScan('shots', 'shots_number')]),
		);
		expect(told(diff)).toEqual(['matched Limit', '  removed Sort', '    changed Seq Scan shots -> Index Scan shots']);
	});

	test('going parallel adds the Gather and one of the two aggregates; what is below does not move', () => {
		const diff = compare(
			over('Aggregate', [seqScan('orders')], {'Strategy': 'Plain', 'Partial Mode': 'Simple'}),
			over('Aggregate', [over('Gather', [
				over('Aggregate', [seqScan('orders', {'Parallel Aware': true})], {'Strategy': 'Plain', 'Partial Mode': 'Partial'}),
			], {'Workers Planned': 2, 'Workers Launched': 2})], {'Strategy': 'Plain', 'Partial Mode': 'Finalize'}),
		);
		expect(told(diff)).toEqual([
			'changed Aggregate -> Finalize Aggregate',
			'  added Gather',
			'    added Partial Aggregate',
			'      changed Seq Scan orders -> Parallel Seq Scan orders',
		]);
	});

	test('a table that is no longer read is removed, another that is read instead is added: one is not the other', () => {
		expect(told(compare(over('Limit', [seqScan('a')]), over('Limit', [seqScan('b')])))).toEqual(['matched Limit', '  removed Seq Scan a', '  added Seq Scan b']);
	});

	test('partitions that are pruned are removed, each by its own name, where they were', () => {
		const partitions = (names: readonly string[]) => over('Append', names.map((name, at) => ({...seqScan(name), ...member, Alias: `events_${at + 1}`})));
		expect(told(compare(partitions(['q1', 'q2', 'q3']), partitions(['q1', 'q3'])))).toEqual([
			'matched Append', '  matched Seq Scan q1', '  removed Seq Scan q2', '  changed Seq Scan q3',
		]);
	});

	test('nothing in common is two trees', () => {
		expect(told(compare(over('Limit', [seqScan('a')]), over('Sort', [seqScan('b')])))).toEqual(['removed Limit', '  removed Seq Scan a', 'added Sort', '  added Seq Scan b']);
	});

	test('an InitPlan that hangs under another node has moved, what it reads has not', () => {
		const once = (facts: Readonly<Record<string, string>>) => node('Aggregate', facts, [seqScan('users')]);
		const limited = over('Limit', [node('Seq Scan', {...outer, 'Relation Name': 'a', 'Alias': 'a'}, [once(initPlan('InitPlan 1 (returns $0)'))])]);
		const other = node('Limit', outer, [once(initPlan('InitPlan 1')), seqScan('a')]);
		expect(told(compare(limited, other))).toEqual(['matched Limit', '  moved Aggregate', '    matched Seq Scan users', '  matched Seq Scan a']);
	});

	test('two nodes that change places with each other move; what is below both does not', () => {
		const diff = compare(
			over('Limit', [over('Gather', [over('Sort', [seqScan('a')])])]),
			over('Limit', [over('Sort', [over('Gather', [seqScan('a')])])]),
		);
		expect(told(diff)).toEqual(['matched Limit', '  moved Sort', '    moved Gather', '      matched Seq Scan a']);
	});
});

describe('words that differ and mean the same', () => {
	test('16 says $1 for what 17 calls (InitPlan 2).col1', () => {
		const of = (name: string, filter: string) => node('Seq Scan', {'Relation Name': 'a', 'Alias': 'a', 'Filter': filter}, [node('Result', initPlan(name))]);
		expect(told(compare(of('InitPlan 2 (returns $1)', '(x > $1)'), of('InitPlan 2', '(x > (InitPlan 2).col1)')))[0]).toBe('matched Seq Scan a');
		expect(told(compare(of('InitPlan 2 (returns $1)', '(x > $12)'), of('InitPlan 2', '(x > (InitPlan 2).col1)')))[0]).toBe('changed Seq Scan a');
	});

	test('only VERBOSE names every column with its table, and prints the call of a function', () => {
		const plainScan = seqScan('a', {Filter: '((x = 3) AND (y = \'a.b\'::text))'});
		const verbose = seqScan('a', {Filter: '((a.x = 3) AND (a.y = \'a.b\'::text))', Output: ['x'], Schema: 'public'});
		expect(told(compare(plainScan, verbose))).toEqual(['matched Seq Scan a']);
		expect(compare(plainScan, {...verbose, Filter: '((a.x = 3) AND (a.y = \'b\'::text))'}).nodes[0]?.kind).toBe('changed');
		const call = {'Function Name': 'f', 'Alias': 'f'};
		expect(told(compare(node('Function Scan', call), node('Function Scan', {...call, 'Function Call': 'f(3)', 'Output': ['f']})))).toEqual(['matched Function Scan']);
	});

	test('17 spells out what a hashed SubPlan is tested for', () => {
		const of = (filter: string) => seqScan('a', {Filter: filter});
		expect(told(compare(of('(NOT (hashed SubPlan 1))'), of('(NOT (ANY (a.id = (hashed SubPlan 1).col1)))')))).toEqual(['matched Seq Scan a']);
	});

	test('older versions lack flags that newer ones print as false', () => {
		expect(told(compare(seqScan('a'), seqScan('a', {'Async Capable': false, 'Disabled': false, 'Single Copy': false})))).toEqual(['matched Seq Scan a']);
	});
});

describe('figures', () => {
	test('are the second plan\'s less the first\'s: 4.9 ms to 0.04 ms is -4.86, 1,866 blocks to 13 is -1,853', () => {
		const diff = compare(
			seqScan('shots', {'Actual Total Time': 4.9, 'Actual Rows': 10, 'Shared Hit Blocks': 1800, 'Shared Read Blocks': 66}),
			indexScan('shots', 'i', {'Actual Total Time': 0.04, 'Actual Rows': 10, 'Shared Hit Blocks': 13, 'Shared Read Blocks': 0}),
		);
		const {selfMs, rows, blocks, buffers} = changeOf(diff, 'Index Scan shots').figures;
		expect(selfMs).toEqual({before: 4.9, after: 0.04, change: 0.04 - 4.9, rounding: false});
		expect(rows).toEqual({before: 10, after: 10, change: 0, rounding: true});
		expect(blocks).toEqual({before: 1866, after: 13, change: -1853, rounding: false});
		expect(buffers).toMatchObject({sharedHit: -1787, sharedRead: -66});
	});

	test('mark what could be rounding: 20,000 loops of 0.001 and 0.002 ms may both be 0.0015', () => {
		const looped = (ms: number) => seqScan('a', {'Actual Total Time': ms, 'Actual Loops': 20_000});
		expect(compare(looped(0.001), looped(0.002)).nodes[0]?.figures.selfMs).toMatchObject({before: 20, after: 40, change: 20, rounding: true});
		expect(compare(looped(0.001), looped(0.003)).nodes[0]?.figures.selfMs).toMatchObject({change: 40, rounding: false});
	});

	test('mark rows that one version rounds away: 0 of 17 and 0.04 of 18, over 20,000 loops, may be the same 800', () => {
		const rows = (facts: Readonly<Record<string, number | boolean>>) => seqScan('a', {'Actual Loops': 20_000, ...facts});
		expect(compare(rows({'Actual Rows': 0}), rows({'Actual Rows': 0.04, 'Disabled': false})).nodes[0]?.figures.rows).toEqual({before: 0, after: 800, change: 800, rounding: true});
	});

	test('of a node that is in one plan only are all it took', () => {
		const diff = compare(over('Limit', [over('Sort', [seqScan('a')], {'Actual Total Time': 3})], {'Actual Total Time': 3}), over('Limit', [seqScan('a')]));
		expect(changeOf(diff, 'Sort').figures.selfMs).toEqual({before: 3, after: null, change: -3, rounding: false});
	});

	test('say nothing where one plan was not measured', () => {
		const estimated: JsonObject = {'Node Type': 'Seq Scan', 'Relation Name': 'a', 'Alias': 'a', 'Total Cost': 5, 'Plan Rows': 1};
		const diff = diffPlans(explained(seqScan('a', {'Actual Total Time': 4, 'Shared Hit Blocks': 3})), explained(estimated));
		expect(diff.nodes[0]?.figures).toEqual({
			selfMs: {before: 4, after: null, change: null, rounding: false},
			rows: {before: 1, after: null, change: null, rounding: false},
			blocks: {before: 3, after: null, change: null, rounding: false},
			buffers: null,
		});
		expect(diff.currency).toBe('nothing');
	});

	test('of what is outside the nodes are compared by what it is', () => {
		const trigger = (ms: number) => ({'Execution Time': 2 + ms, 'Triggers': [{'Constraint Name': 'fk', 'Relation': 'a', 'Calls': 1, 'Time': ms}]});
		const update = node('ModifyTable', {'Operation': 'Update', 'Relation Name': 'a', 'Alias': 'a', 'Actual Total Time': 1});
		const diff = diffPlans(explained(update, trigger(5)), explained(update, trigger(1)));
		expect(diff.outside.find(({what}) => what.startsWith('trigger'))).toEqual({what: 'trigger for constraint fk on a, after', ms: {before: 5, after: 1, change: -4, rounding: false}});
	});
});

describe('the biggest changes', () => {
	test('are ordered by self time, with those that changed only their shape behind', () => {
		const diff = compare(
			over('Limit', [over('Sort', [seqScan('a', {'Actual Total Time': 4, 'Filter': '(x = 1)'})], {'Actual Total Time': 9})], {'Actual Total Time': 9}),
			over('Limit', [seqScan('a', {'Actual Total Time': 7, 'Filter': '(x = 2)'})], {'Actual Total Time': 7}),
		);
		expect(diff.currency).toBe('ms');
		expect(diff.biggest.map(id => diff.nodes[id]?.before?.label)).toEqual(['Sort', 'Seq Scan']);
	});

	test('are ordered by blocks when one plan has no times', () => {
		const without = (type: string, hit: number, children: readonly JsonObject[] = [], facts: Readonly<Record<string, string>> = {}): JsonObject => {
			const timed = node(type, {...outer, ...facts, 'Shared Hit Blocks': hit}, children);
			return Object.fromEntries(Object.entries(timed).filter(([key]) => key !== 'Actual Total Time'));
		};
		const pair = (a: number, b: number) => without('Append', a + b, [
			without('Seq Scan', a, [], {'Relation Name': 'a', 'Alias': 'a'}), without('Seq Scan', b, [], {'Relation Name': 'b', 'Alias': 'b'}),
		]);
		const diff = compare(pair(10, 20), pair(13, 120));
		expect(diff.currency).toBe('blocks');
		expect(diff.biggest.map(id => diff.nodes[id]?.after?.relation)).toEqual(['b', 'a']);
	});
});

describe('the same query on two versions', () => {
	test('15 made an Append of two Subquery Scans where 18 reads the two sides of the INTERSECT at once', () => {
		expect(told(diffPlans(plan('pg15/64_setops'), plan('pg18/64_setops')))).toEqual([
			'matched SetOp Intersect All',
			'  changed Sort',
			'    removed Append',
			'      removed Subquery Scan',
			'        matched Index Scan orders',
			'      removed Subquery Scan',
			'  moved Seq Scan customers -> Index Scan customers',
		]);
	});

	test('13 aggregated the CTE in parallel, 15 alone', () => {
		const diff = diffPlans(plan('pg13/06_cte_two_scans'), plan('pg15/06_cte_two_scans'));
		expect(diff.nodes.filter(({kind}) => kind !== 'matched').map(made => made.kind)).toEqual(['changed', 'removed', 'removed', 'removed', 'changed']);
		expect(changeOf(diff, 'Seq Scan orders').kind).toBe('changed');
	});

	test.each([
		'01_seq_filter', '03_parallel_hash_join', '08_initplan_shared', '10_subplan_correlated', '11_hashed_subplan', '12_never_executed',
		'15_update_triggers', '16_insert_fk', '18_bitmap_lossy', '19_bitmap_and', '20_index_only', '23_hash_batches', '26_window', '28_merge_join', '33_parallel_append',
	])('%s is the same plan on 13 and on 18, VERBOSE or not', name => {
		const diff = diffPlans(plan(`pg13/${name}`), plan(`pg18/${name}`));
		expect(diff.nodes.filter(({kind}) => kind !== 'matched').map(made => made.alterations)).toEqual([]);
		if (name === '15_update_triggers' || name === '12_never_executed') {
			const other = diffPlans(plan(`pg13/${name}`), plan(`pg18/plain_${name}`));
			expect(other.nodes.filter(({kind}) => kind !== 'matched').map(made => made.alterations)).toEqual([]);
		}
	});
});
