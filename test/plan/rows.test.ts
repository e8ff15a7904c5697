import {describe, expect, test} from 'vitest';
import {parsePlan} from '../../source/plan/parse-plan.ts';
import type {Json, JsonObject} from '../../source/plan/plan.ts';
import {find, initPlan, inner, member, node, outer, plan} from './plan-fixtures.ts';

const rowsOf = (facts: Readonly<Record<string, Json>>) => parsePlan({Plan: node('Index Scan', facts)}).nodes[0]?.rows;

describe('actual rows', () => {
	test('18 prints 0.04 for 20,000 loops: 800 rows, give or take 0.005 x 20,000', () => {
		expect(rowsOf({'Actual Rows': 0.04, 'Actual Loops': 20_000, Disabled: false})).toMatchObject({actual: 800, low: 700, high: 900});
	});

	test('17 prints 0 for the same: somewhere between 0 and 10,000', () => {
		expect(rowsOf({'Actual Rows': 0, 'Actual Loops': 20_000})).toMatchObject({actual: 0, low: 0, high: 10_000});
	});

	test('of one loop the count is exact', () => {
		expect(rowsOf({'Actual Rows': 7})).toMatchObject({actual: 7, low: 7, high: 7});
	});

	test('18 is known by its flag, or by a fraction anywhere in the plan', () => {
		const whole = (disabled: JsonObject, fraction: number) => parsePlan({Plan: node('Nested Loop', disabled, [
			node('Seq Scan', {...outer, 'Actual Rows': fraction, 'Actual Loops': 2}),
			node('Index Scan', {...inner, 'Actual Rows': 3, 'Actual Loops': 100}),
		])}).nodes[2]?.rows;
		expect(whole({}, 1)).toMatchObject({low: 250, high: 350});
		expect(whole({Disabled: false}, 1)).toMatchObject({low: 299.5, high: 300.5});
		expect(whole({}, 1.5)).toMatchObject({low: 299.5, high: 300.5});
	});

	test('there are none without ANALYZE', () => {
		const estimate = plan('pg15/estimate_54_parallel_initplan');
		expect(estimate.measured).toBe('nothing');
		expect(find(estimate, 'Parallel Seq Scan', 'items')).toMatchObject({loops: null, executed: null, selfMs: null, selfBuffers: null, estimate: null, rows: {actual: null, low: null, high: null}});
	});
});

describe('estimated rows', () => {
	test('are per loop in Postgres, and over all loops here: 15 x 1,177 = 17,655', () => {
		expect(find(plan('pg15/53_lateral_initplan'), 'Bitmap Heap Scan').rows).toMatchObject({estimated: 15 * 1177, actual: 17_655});
	});

	test('below a Gather are one process\'s, of planned 2.4: 20,930 x 2.4 = 50,232, whoever ran it', () => {
		expect(find(plan('pg18/33_parallel_append'), 'Parallel Seq Scan', 'events_2024q3').rows).toMatchObject({estimated: 50_232, actual: 50_232});
		expect(find(plan('pg18/33_parallel_append'), 'Parallel Seq Scan', 'events_2024q3').estimate).toMatchObject({direction: 'exact', factor: 1});
	});

	test('without the leader 2 workers divide by 2, not by 2.4', () => {
		expect(find(plan('pg15/55_noleader'), 'Parallel Seq Scan').rows.estimated).toBe(300_000);
	});

	test('3 workers divide by 3 + (1 - 0.9) = 3.1, and 4 by 4', () => {
		const scan = (workers: number) => parsePlan({Plan: node('Gather', {'Workers Planned': workers, 'Workers Launched': workers}, [
			node('Seq Scan', {...outer, 'Parallel Aware': true, 'Plan Rows': 1000, 'Actual Loops': workers + 1}),
		])}).nodes[1]?.rows.estimated;
		expect([scan(3), scan(4)]).toEqual([3100, 4000]);
	});

	test('each process makes groups of its own, and hashes the whole inner table: nothing to divide', () => {
		const parallel = plan('deb15/29_jit_2');
		expect(find(parallel, 'Partial HashAggregate').rows).toMatchObject({estimated: 12, actual: 12});
		const parsed = parsePlan({Plan: node('Gather', {'Workers Planned': 2, 'Workers Launched': 2}, [
			node('Hash Join', {...outer, 'Plan Rows': 100, 'Actual Loops': 3}, [
				node('Seq Scan', {...outer, 'Parallel Aware': true, 'Plan Rows': 100, 'Actual Loops': 3}),
				node('Hash', {...inner, 'Plan Rows': 50, 'Actual Loops': 3}, [node('Seq Scan', {...outer, 'Plan Rows': 50, 'Actual Loops': 3})]),
			]),
		])});
		expect(parsed.nodes.map(({rows}) => rows.estimated)).toEqual([1, 240, 240, 150, 150]);
	});

	test('with COSTS OFF are not said', () => {
		const parsed = parsePlan({Plan: {'Node Type': 'Seq Scan', 'Actual Rows': 3, 'Actual Loops': 1}});
		expect(parsed.nodes[0]).toMatchObject({estimate: null, totalCost: Number.NaN, rows: {estimated: Number.NaN, actual: 3}});
		expect(JSON.stringify(parsed.nodes[0]?.rows.estimated)).toBe('null');
	});
});

describe('the estimate factor', () => {
	const estimateOf = (facts: Readonly<Record<string, Json>>) => parsePlan({Plan: node('Seq Scan', facts)}).nodes[0]?.estimate;

	test('says how many times, and which way', () => {
		expect(estimateOf({'Plan Rows': 500, 'Actual Rows': 10})).toEqual({factor: 50, direction: 'over', meaningful: true, inherited: false});
		expect(estimateOf({'Plan Rows': 10, 'Actual Rows': 500})).toEqual({factor: 50, direction: 'under', meaningful: true, inherited: false});
	});

	test('is that of the kindest point: 3 planned, 1 x 100 loops on 17 may be 1.5 each, so 2 times and not 3', () => {
		expect(estimateOf({'Plan Rows': 3, 'Actual Rows': 1, 'Actual Loops': 100})).toMatchObject({factor: 2, direction: 'over'});
		expect(estimateOf({'Plan Rows': 3, 'Actual Rows': 3, 'Actual Loops': 100})).toMatchObject({factor: 1, direction: 'exact'});
	});

	test('means nothing without rows, nor when 1 was the planner\'s floor, unless it is a hundred times wrong', () => {
		expect(estimateOf({'Plan Rows': 5000, 'Actual Rows': 0})?.meaningful).toBe(false);
		expect(estimateOf({'Plan Rows': 1, 'Actual Rows': 40})?.meaningful).toBe(false);
		expect(estimateOf({'Plan Rows': 1, 'Actual Rows': 4000})?.meaningful).toBe(true);
	});

	const wrong = {'Plan Rows': 1000, 'Actual Rows': 10};
	const meaning = (raw: JsonObject) => parsePlan({Plan: raw}).nodes.map(({estimate}) => estimate?.meaningful);

	test('means nothing anywhere below a Limit, but in its InitPlans', () => {
		expect(meaning(node('Limit', wrong, [
			node('Function Scan', {...initPlan('InitPlan 1'), ...wrong, 'Actual Rows': 5}),
			node('Sort', {...outer, ...wrong}, [node('Seq Scan', {...outer, ...wrong})]),
		]))).toEqual([true, true, false, false]);
	});

	test('means nothing for BitmapAnd, BitmapOr, a lossy bitmap, and a ModifyTable without RETURNING', () => {
		const bitmap = (facts: Readonly<Record<string, Json>>) => meaning(node('Bitmap Heap Scan', facts, [
			node('BitmapAnd', {...outer, 'Plan Rows': 50, 'Actual Rows': 0}, [node('Bitmap Index Scan', {...member, ...wrong})]),
		]));
		expect(bitmap({'Lossy Heap Blocks': 0})).toEqual([true, false, true]);
		expect(bitmap({'Lossy Heap Blocks': 3})).toEqual([true, false, false]);
		expect(bitmap({'Rows Removed by Index Recheck': 3})).toEqual([true, false, false]);
		expect(meaning(node('ModifyTable', {'Plan Rows': 20, 'Actual Rows': 0}))).toEqual([false]);
	});

	test('means nothing on the inner side of a nested semi or anti join, which stops at the first match', () => {
		const join = (type: string, joinType: string) => meaning(node(type, {'Join Type': joinType}, [node('Seq Scan', {...outer, ...wrong}), node('Seq Scan', {...inner, ...wrong})]));
		expect(join('Nested Loop', 'Semi')).toEqual([true, true, false]);
		expect(join('Nested Loop', 'Anti')).toEqual([true, true, false]);
		expect(join('Nested Loop', 'Inner')).toEqual([true, true, true]);
		expect(join('Hash Join', 'Semi')).toEqual([true, true, true]);
	});

	test('of a Merge Join: inner rows count rescans, an outer may end early; what a Sort below them read is whole', () => {
		expect(meaning(node('Merge Join', {}, [
			node('Index Scan', {...outer, ...wrong}),
			node('Sort', {...inner, ...wrong}, [node('Seq Scan', {...outer, ...wrong})]),
		]))).toEqual([true, false, false, true]);
		expect(meaning(node('Merge Join', {}, [node('Index Scan', {...outer, 'Plan Rows': 10, 'Actual Rows': 1000})]))).toEqual([true, true]);
	});

	test('means nothing for EXISTS, which wants one row of many', () => {
		expect(meaning(node('Result', {}, [node('Seq Scan', {...initPlan('InitPlan 1 (returns $0)'), 'Plan Rows': 1000})]))).toEqual([true, false]);
	});

	test('is inherited from the lowest node that was wrong the same way', () => {
		const parsed = parsePlan({Plan: node('Hash Join', wrong, [
			node('Seq Scan', {...outer, ...wrong}),
			node('Hash', {...inner, 'Plan Rows': 10, 'Actual Rows': 1000}, [node('Seq Scan', {...outer, 'Plan Rows': 10, 'Actual Rows': 1000})]),
		])});
		expect(parsed.nodes.map(({estimate}) => estimate?.inherited)).toEqual([true, false, true, false]);
	});
});
