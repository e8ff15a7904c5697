import {describe, expect, test} from 'vitest';
import {parsePlan} from '../../source/plan/parse-plan.ts';
import {find, initPlan, inner, member, node, outer, plan} from './plan-fixtures.ts';

describe('ordinary children and SubPlans', () => {
	test('a loop\'s mean is multiplied: 1,177 loops x 0.070 ms are 82.390 ms, less InitPlan and scan inside', () => {
		const lateral = find(plan('pg15/53_lateral_initplan'), 'Aggregate');
		expect(lateral.loops).toBe(1177);
		expect(lateral.inclusiveMs).toBeCloseTo(1177 * 0.07, 6);
		expect(lateral.selfMs).toBeCloseTo(1177 * (0.07 - 0.063 - 0.002), 6);
		expect(lateral.selfToleranceMs).toBeCloseTo(3 * 1177 * 0.0005, 6);
	});

	test('a SubPlan ran inside the node it hangs under: 719.641 - 7 x 102.793 = 0.090 ms', () => {
		const correlated = parsePlan({Plan: node('Seq Scan', {'Actual Total Time': 719.641}, [
			node('Aggregate', {'Parent Relationship': 'SubPlan', 'Subplan Name': 'SubPlan 1', 'Actual Total Time': 102.793, 'Actual Loops': 7}),
		])});
		expect(correlated.nodes[0]?.selfMs).toBeCloseTo(0.09, 6);
	});

	test('a never executed node has no time and no estimate, but is there', () => {
		const [, , , never] = plan('pg18/12_never_executed').nodes;
		expect(never).toMatchObject({label: 'Index Scan', relation: 'items', executed: false, loops: 0, selfMs: 0, estimate: null});
	});
});

describe('InitPlans are paid by the one node that evaluated them', () => {
	test('the scan whose Output computes it, not the Sort above that repeats it: 8.586 - 3.126 = 5.460', () => {
		const verbose = plan('pg18/84_initplan_nobuffers');
		expect(find(verbose, 'Seq Scan').selfMs).toBeCloseTo(8.586 - 3.126, 6);
		expect(find(verbose, 'Sort').selfMs).toBeCloseTo(8.792 - 8.586, 6);
	});

	test('without VERBOSE the Output is hidden, and still a Sort evaluates nothing: 5.535 - 3.046 = 2.489', () => {
		expect(find(plan('pg18/plain_84_initplan_nobuffers'), 'Seq Scan').selfMs).toBeCloseTo(5.535 - 3.046, 6);
	});

	test.each(['pg13/08_initplan_shared', 'pg17/08_initplan_shared'])('%s: the Gather, before it launches the workers whose scans read it', name => {
		const parallel = plan(name);
		const gather = parallel.nodes[9];
		const spent = [10, 1, 5].map(id => parallel.nodes[id]?.inclusiveMs ?? Number.NaN);
		expect(gather?.label).toBe('Gather');
		expect(gather?.selfMs).toBeCloseTo((gather?.inclusiveMs ?? Number.NaN) - spent.reduce((a, b) => a + b, 0), 6);
		expect(find(parallel, 'Parallel Seq Scan', 'o').selfMs).toBe(find(parallel, 'Parallel Seq Scan', 'o').inclusiveMs);
	});

	test('an Append that pruned by it: 263 blocks - 3 of its member - 260 of the InitPlan = 0', () => {
		const pruned = plan('pg15/44_initplan_pruning');
		const append = find(pruned, 'Append');
		expect(append.inclusiveBuffers).toMatchObject({sharedHit: 4, sharedRead: 259});
		expect(append.selfBuffers).toMatchObject({sharedHit: 0, sharedRead: 0});
		expect(find(pruned, 'Index Only Scan', 'events_2024q4').selfBuffers).toMatchObject({sharedHit: 1, sharedRead: 2});
	});

	test('its workers were shut down on the owner\'s account: Append 42.244 of 42.331, the Aggregate the other 0.087 of its 0.160', () => {
		const pruned = plan('pg15/44_initplan_pruning');
		expect(find(pruned, 'Append').selfMs).toBeCloseTo(0, 6);
		expect(find(pruned, 'Aggregate').selfMs).toBeCloseTo(42.579 - 42.419 - (42.331 - (42.419 - 0.175)), 6);
		expect(find(pruned, 'Append').selfToleranceMs).toBeGreaterThan(0.07);
	});

	test('an UPDATE\'s new values are computed by its child: 98.163 - 95.117 - 2.838 = 0.208', () => {
		const verbose = plan('pg15/62_update_subselect');
		expect(find(verbose, 'Index Scan', 'customers').selfMs).toBeCloseTo(98.163 - 95.117 - 2.838, 6);
		expect(find(verbose, 'Update').selfMs).toBeCloseTo(103.935 - 98.163, 6);
	});

	test('and so without VERBOSE, where nothing names the reader and the Update has time and blocks enough', () => {
		expect(find(plan('pg15/plain_62_update_subselect'), 'Index Scan', 'customers').selfMs).toBeLessThan(1);
	});

	test('a LIMIT prints no expression: the Limit pays, 103.273 - 2.052 - 100.564 = 0.657', () => {
		expect(find(plan('pg15/43_initplan_limit'), 'Limit').selfMs).toBeCloseTo(103.273 - 2.052 - 100.564, 6);
	});

	const twoScans = (filters: readonly string[], name: string, times = [30, 30]) => parsePlan({Plan: node('Append', {'Actual Total Time': (times[0] ?? 0) + (times[1] ?? 0)}, [
		node('Aggregate', {...initPlan(name), 'Actual Total Time': 20}),
		...filters.map((filter, index) => node('Seq Scan', {...member, Filter: filter, 'Actual Total Time': times[index] ?? 0})),
	])}).nodes.map(({selfMs}) => selfMs);

	test('of two readers the first in plan order pays', () => {
		expect(twoScans(['(a > $0)', '(b > $0)'], 'InitPlan 1 (returns $0)')).toEqual([0, 20, 10, 30]);
	});

	test('unless it did not take that long: then the second', () => {
		expect(twoScans(['(a > $0)', '(b > $0)'], 'InitPlan 1 (returns $0)', [5, 30])).toEqual([0, 20, 5, 10]);
	});

	test('$1 is not $12, and InitPlan 1 is not InitPlan 10', () => {
		expect(twoScans(['(a > $12)', '(b > $1)'], 'InitPlan 1 (returns $1)')).toEqual([0, 20, 30, 10]);
		expect(twoScans(['(a > (InitPlan 10).col1)', '(b > (InitPlan 1).col1)'], 'InitPlan 1')).toEqual([0, 20, 30, 10]);
	});

	test('EXISTS, ARRAY and the named subplans of 19 are references too', () => {
		expect(twoScans(['(a > 1)', 'EXISTS(InitPlan 1)'], 'InitPlan 1')).toEqual([0, 20, 30, 10]);
		expect(twoScans(['(a > 1)', '(b = ANY (ARRAY(InitPlan 1)))'], 'InitPlan 1')).toEqual([0, 20, 30, 10]);
		expect(twoScans(['(a > (expr_12).col1)', '(b > (expr_1).col1)'], 'InitPlan expr_1')).toEqual([0, 20, 30, 10]);
	});

	test('blocks decide where time would not: the reader that touched none did not evaluate a plan that did', () => {
		const blocks = (hit: number) => ({'Shared Hit Blocks': hit});
		const parsed = parsePlan({Plan: node('Append', {'Actual Total Time': 60, ...blocks(100)}, [
			node('Aggregate', {...initPlan('InitPlan 1'), 'Actual Total Time': 20, ...blocks(90)}),
			node('Function Scan', {...member, Filter: '(a > (InitPlan 1).col1)', 'Actual Total Time': 30, ...blocks(0)}),
			node('Seq Scan', {...member, Filter: '(b > (InitPlan 1).col1)', 'Actual Total Time': 30, ...blocks(100)}),
		])});
		expect(parsed.nodes.map(({selfMs}) => selfMs)).toEqual([0, 20, 30, 10]);
		expect(parsed.nodes.map(({selfBuffers}) => selfBuffers?.sharedHit)).toEqual([0, 90, 0, 10]);
	});

	test('time that fits nowhere makes the self time unknown, never negative', () => {
		const parsed = parsePlan({Plan: node('Result', {'Actual Total Time': 5}, [node('Aggregate', {...initPlan('InitPlan 1'), 'Actual Total Time': 20})])});
		expect(parsed.nodes[0]?.selfMs).toBeNull();
	});
});

describe('CTEs', () => {
	test('are paid by the scans that pulled them: weights 323.403 - 3.013 and 161.371 - 3.013 of 469.119 ms; the third only read', () => {
		const scans = plan('pg13/06_cte_two_scans').nodes.filter(({nodeType}) => nodeType === 'CTE Scan');
		const own = [3.013, 161.371, 488.708 - 165.305];
		const weights = own.map(ms => ms - 3.013);
		const sum = weights.reduce((a, b) => a + b, 0);
		expect(scans.map(({selfMs}) => selfMs)).toEqual(own.map((ms, index): unknown => expect.closeTo(ms - 469.119 * (weights[index] ?? 0) / sum, 6)));
	});

	test('names repeat: x inside x is the outer one (231.949 - 225.460 = 6.489), outside it the inner (243.625 - 231.949)', () => {
		const nested = plan('pg15/51_cte_nested_same_name').nodes;
		expect(nested[4]).toMatchObject({label: 'CTE Scan', subplan: 'CTE x', selfMs: expect.closeTo(6.489, 6) as number});
		expect(nested[5]).toMatchObject({label: 'CTE Scan', subplan: null, selfMs: expect.closeTo(11.676, 6) as number});
	});

	test('WorkTable Scan and Recursive Union are ordinary children', () => {
		const recursive = plan('pg15/50_recursive');
		const union = find(recursive, 'Recursive Union');
		const below = recursive.nodes.filter(({parentId}) => parentId === union.id).reduce((sum, {inclusiveMs}) => sum + (inclusiveMs ?? 0), 0);
		expect(union.selfMs).toBeCloseTo((union.inclusiveMs ?? 0) - below, 6);
	});

	test('an UPDATE in a CTE that nobody reads runs after the root: 8.941 - 6.999 - 1.803 = 0.139 are left', () => {
		const parsed = parsePlan({
			Plan: node('Seq Scan', {'Actual Total Time': 6.999, 'Shared Hit Blocks': 40}, [
				node('ModifyTable', {...initPlan('CTE u'), Operation: 'Update', 'Actual Total Time': 1.803, 'Shared Hit Blocks': 70}),
			]),
			'Execution Time': 8.941,
		});
		expect(parsed.nodes.map(({selfMs}) => selfMs)).toEqual([6.999, 1.803]);
		expect(parsed.nodes.map(({selfBuffers}) => selfBuffers?.sharedHit)).toEqual([40, 70]);
		expect(parsed.outside).toEqual([
			{what: 'CTE u, run after the root (counted in its nodes)', ms: 0, buffers: expect.objectContaining({sharedHit: -70}) as object},
			{what: 'executor start and shutdown', ms: expect.closeTo(0.139, 6) as number, buffers: null},
		]);
	});

	test('an unread INSERT that reads an UPDATE: 20.679 - 3.818 - 14.555 - 2.186 of the AFTER trigger = 0.120', () => {
		const two = plan('pg15/69_two_modifying');
		expect(two.outside.at(-1)?.ms).toBeCloseTo(0.12, 6);
		expect(find(two, 'CTE Scan', 'a').selfMs).toBeCloseTo(13.995 - 13.827, 6);
		expect(find(two, 'Update').selfMs).toBeCloseTo(13.827 - 0.296 - 2.147, 6);
	});

	test('with TIMING OFF the blocks after the root are still told', () => {
		const rows = plan('pg15/notiming_47_cte_unread_update');
		expect(rows).toMatchObject({measured: 'rows', totals: {rootMs: null}});
		expect(rows.outside).toEqual([{what: 'CTE u, run after the root (counted in its nodes)', ms: null, buffers: expect.objectContaining({sharedHit: -9562}) as object}]);
		expect(rows.nodes.map(({selfMs, inclusiveMs}) => [selfMs, inclusiveMs])).toEqual(rows.nodes.map(() => [null, null]));
	});
});

describe('async Append', () => {
	test('children that ran at once are counted twice: 10 - 7 - 6 is clamped to 0, and -3 ms stand outside', () => {
		const parsed = parsePlan({
			Plan: node('Append', {'Actual Total Time': 10}, [7, 6].map(ms => node('Foreign Scan', {...member, 'Async Capable': true, 'Actual Total Time': ms}))),
			'Execution Time': 10.5,
		});
		expect(parsed.nodes[0]).toMatchObject({selfMs: 0, concurrent: true});
		expect(parsed.nodes[1]).toMatchObject({label: 'Async Foreign Scan', concurrent: false});
		expect(parsed.outside.map(({ms}) => ms)).toEqual([-3, 0.5]);
	});

	test('an ordinary Append whose members take longer than itself has no self time to show', () => {
		const parsed = parsePlan({Plan: node('Append', {'Actual Total Time': 10}, [7, 6].map(ms => node('Seq Scan', {...member, 'Actual Total Time': ms})))});
		expect(parsed.nodes[0]).toMatchObject({selfMs: null, concurrent: false});
	});
});

describe('I/O times', () => {
	test('are on the wall scale of the node: 215.879 ms of three processes are 71.960 beside a scan of 105.442', () => {
		const jit = plan('pg18/29_jit');
		expect(find(jit, 'Parallel Seq Scan').selfIo?.readMs).toBeCloseTo(215.879 / 3, 6);
		expect(find(jit, 'Gather').selfIo).toEqual({readMs: 0, writeMs: 0});
	});

	test('of an older server, and of temporary files, are added: I/O Read Time 1 + Temp I/O Read Time 2', () => {
		const parsed = parsePlan({Plan: node('Sort', {'I/O Read Time': 4, 'Temp I/O Read Time': 2, 'I/O Write Time': 0}, [
			node('Seq Scan', {...outer, 'I/O Read Time': 3, 'I/O Write Time': 0}),
		])});
		expect(parsed.nodes[0]?.selfIo).toEqual({readMs: 3, writeMs: 0});
		expect(parsePlan({Plan: node('Result', {}, [node('Result', inner)])}).nodes[0]?.selfIo).toBeNull();
	});
});
