import {describe, expect, test} from 'vitest';
import type {Json} from '../../source/plan/plan.ts';
import {inner, node, outer} from '../plan/plan-fixtures.ts';
import {made, saying, sayings, seqScan} from './insight-plans.ts';

describe('large-offset', () => {
	test('200,020 rows made for 20', () => {
		const insight = saying('large-offset', 'large_offset');
		expect(insight).toMatchObject({nodeId: 0, title: 'OFFSET skips 200,000 rows', severity: 'high'});
		expect(insight.couldSaveMs).toBeCloseTo(65.2 * 200_000 / 200_020, 1);
	});

	const limit = (made_: number, returned: number) => made(node('Limit', {'Actual Total Time': 50, 'Actual Rows': returned}, [node('Index Scan', {...outer, 'Actual Total Time': 49, 'Actual Rows': made_})]));

	test('is not said of the first page, nor of an offset that is small, or small beside what is returned', () => {
		expect(sayings('large-offset', limit(50, 50))).toEqual([]);
		expect(sayings('large-offset', limit(1019, 20))).toEqual([]);
		expect(sayings('large-offset', limit(1020, 20))).toHaveLength(1);
		expect(sayings('large-offset', limit(20_000, 15_000))).toEqual([]);
	});

	test('is not said of rounding: 3 rows in each of 10,000 loops may be 2.5 or 3.5', () => {
		expect(sayings('large-offset', made(node('Limit', {'Actual Total Time': 0.01, 'Actual Rows': 0, 'Actual Loops': 10_000}, [
			node('Index Scan', {...outer, 'Actual Total Time': 0.01, 'Actual Rows': 1, 'Actual Loops': 10_000}),
		])))).toEqual([]);
	});
});

describe('slow-count', () => {
	test('300,000 rows looked at to count them', () => {
		expect(saying('slow-count', 'slow_count')).toMatchObject({nodeId: 0, title: 'COUNT(*) looks at 300,000 rows', advice: expect.stringContaining('reltuples') as string});
	});

	test('by workers, over partitions, and without VERBOSE, where rows without a width tell', () => {
		expect(saying('slow-count', 'pg18/33_parallel_append')).toMatchObject({title: 'COUNT(*) looks at 200,000 rows'});
		expect(sayings('slow-count', 'pg18/plain_44_initplan_pruning')).toHaveLength(1);
	});

	const count = (scan: Readonly<Record<string, Json>>, facts: Readonly<Record<string, Json>> = {}) => made(node('Aggregate', {Strategy: 'Plain', 'Partial Mode': 'Simple', 'Actual Total Time': 101, Output: ['count(*)'], ...facts}, [
		seqScan(null, 50_000, 50_000, {...outer, 'Plan Width': 0, ...scan}),
	]));

	test('is not said of a sum, of rows that a condition picks, of groups, or of few', () => {
		expect(sayings('slow-count', count({}))).toHaveLength(1);
		expect(sayings('slow-count', count({}, {Output: ['count(*)', 'sum(total)']}))).toEqual([]);
		expect(sayings('slow-count', count({Filter: '(a = 1)'}))).toEqual([]);
		expect(sayings('slow-count', count({'Index Cond': '(a = 1)'}))).toEqual([]);
		expect(sayings('slow-count', count({}, {Strategy: 'Sorted', 'Group Key': ['a']}))).toEqual([]);
		expect(sayings('slow-count', count({'Actual Rows': 9999}))).toEqual([]);
	});
});

describe('repeated-subplan', () => {
	test('a correlated subquery for each of 1,177 rows, 198 of 200 ms', () => {
		expect(saying('repeated-subplan', 'pg18/10_subplan_correlated')).toMatchObject({nodeId: 1, severity: 'medium', title: 'SubPlan 1 runs 1,177 times', couldSaveMs: null});
	});

	test('and the hot node inside of it is not told again', () => {
		expect(sayings('hot-node', 'pg18/10_subplan_correlated')).toEqual([]);
	});

	test('is not said of a hashed one, which runs once in each process, nor where a missing index is the cause', () => {
		expect(sayings('repeated-subplan', 'pg18/11_hashed_subplan')).toEqual([]);
		expect(sayings('repeated-subplan', 'subplan_seq_scan')).toEqual([]);
	});
});

describe('late-join-filter', () => {
	test('an OR between two tables: 23,540,000 pairs, of which 1,180 are wanted', () => {
		expect(saying('late-join-filter', 'or_join_filter')).toMatchObject({nodeId: 1, severity: 'high', advice: expect.stringContaining('UNION') as string});
	});

	const join = (removed: number, facts: Readonly<Record<string, Json>> = {}) => made(node('Hash Join', {
		'Hash Cond': '(a.x = b.x)', 'Join Filter': '(a.y < b.y)', 'Rows Removed by Join Filter': removed, 'Actual Rows': 1000, 'Actual Total Time': 100, ...facts,
	}, [node('Seq Scan', {...outer, 'Actual Total Time': 10}), node('Hash', {...inner, 'Actual Total Time': 10})]));

	test('a hash join that filters pairs: 80 ms of its own, 99 % for nothing', () => {
		expect(saying('late-join-filter', join(99_000))).toMatchObject({couldSaveMs: 80 * 0.99, advice: expect.stringContaining('equality') as string});
	});

	test('is not said of few pairs, of less than nine in ten, or twice of a table without an index', () => {
		expect(sayings('late-join-filter', join(9999, {'Actual Rows': 1}))).toEqual([]);
		expect(sayings('late-join-filter', join(20_000, {'Actual Rows': 20_000}))).toEqual([]);
		expect(sayings('late-join-filter', 'inner_materialize')).toEqual([]);
	});
});
