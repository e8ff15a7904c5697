import {describe, expect, test} from 'vitest';
import type {Json, JsonObject} from '../../source/plan/plan.ts';
import {initPlan, inner, node, outer} from '../plan/plan-fixtures.ts';
import {made, saying, sayings, smelly} from './insight-plans.ts';

const scan = (planned: number, found: number, facts: Readonly<Record<string, Json>> = {}) => node('Seq Scan', {
	'Relation Name': 't', Alias: 't', 'Plan Rows': planned, 'Actual Rows': found, 'Actual Total Time': 100, ...facts,
});

/** A nested loop whose inner side runs once for each of the outer rows. */
const nested = (below: JsonObject, found: number, facts: Readonly<Record<string, Json>> = {}) => node('Nested Loop', {'Plan Rows': 5, 'Actual Rows': found, 'Actual Total Time': 1000, ...facts}, [
	below,
	node('Index Scan', {...inner, 'Relation Name': 'u', 'Index Name': 'u_id', 'Actual Total Time': 800 / found, 'Actual Loops': found}),
]);

describe('row-misestimate', () => {
	test('two columns that always go together: 5 rows planned, 500 found, and a nested loop that runs 500 times', () => {
		const insight = saying('row-misestimate', 'correlated_columns');
		expect(insight).toMatchObject({nodeId: 2, title: 'places: 100x more rows than planned', advice: expect.stringContaining('CREATE STATISTICS ON country, city FROM places') as string});
		// 3.5 ms inside of the loop, which would have run 5 times: 3.5 x (1 - 1/100) = 3.465.
		expect(insight.couldSaveMs).toBeCloseTo(3.465);
	});

	test('is told of the lowest node, not of those that inherited the mistake', () => {
		expect(sayings('row-misestimate', 'correlated_columns').map(({nodeId}) => nodeId)).toEqual([2]);
		expect(sayings('row-misestimate', 'pg18/82_append_initplan_pruned_parallel').map(({nodeId}) => nodeId)).toEqual([11]);
	});

	test('what the join above does in vain is what could be saved: 800 ms inside, 1/50 of it was planned', () => {
		expect(saying('row-misestimate', made(nested(scan(10, 500, {...outer, Filter: '(a = 1)'}), 500))).couldSaveMs).toBeCloseTo(800 * (1 - 1 / 50));
	});

	test('without consequence it is said once, of the worst, and promises nothing', () => {
		const root = node('Hash Join', {'Actual Total Time': 200, 'Plan Rows': 1000, 'Actual Rows': 1000}, [
			scan(50_000, 1000, outer),
			node('Hash', {...inner, 'Actual Total Time': 90, 'Plan Rows': 500_000, 'Actual Rows': 1000}, [scan(500_000, 1000, {...outer, 'Actual Total Time': 80})]),
		]);
		expect(saying('row-misestimate', made(root))).toMatchObject({nodeId: 3, severity: 'low', couldSaveMs: null});
	});

	test.each<[string, JsonObject]>([
		['less than 10 times', nested(scan(100, 900, outer), 900)],
		['rows that a Limit cut short', node('Limit', {'Actual Total Time': 100}, [scan(50_000, 10, outer)])],
		['no rows at all', scan(50_000, 0)],
		['a few hundred rows that led to nothing', scan(10, 500)],
		['a node that never ran', nested(scan(10, 0, {...outer, 'Actual Loops': 0, 'Actual Total Time': 0}), 1)],
		['an EXISTS that stopped at the first row', node('Result', {'Actual Total Time': 100}, [scan(50_000, 1, initPlan('InitPlan 1 (returns $0)'))])],
	])('is not said of %s', (_, root) => {
		expect(sayings('row-misestimate', made(root))).toEqual([]);
	});

	test('nor of a BitmapAnd, which counts no rows', () => {
		expect(sayings('row-misestimate', 'pg18/19_bitmap_and')).toEqual([]);
	});

	test.each<[string, Readonly<Record<string, Json>>, string]>([
		['one column', {Filter: '(t.a = 1)'}, 'SET STATISTICS 1000'],
		['several columns', {'Index Cond': '(t.a = 1)', Filter: '(t.b = 2)'}, 'CREATE STATISTICS ON a, b FROM t'],
		['an expression', {Filter: '(lower(t.a) = \'x\'::text)'}, 'ON (expression)'],
		['a value that planning did not know', {Filter: '(t.a > (InitPlan 1).col1)'}, 'not known when the query is planned'],
		['no condition', {}, 'ANALYZE t.'],
		['a function', {'Node Type': 'Function Scan', 'Relation Name': null}, 'ROWS n'],
		['groups', {'Node Type': 'Aggregate', 'Relation Name': null, 'Group Key': ['a', 'b']}, 'ndistinct'],
	])('says what to do about %s', (_, facts, advice) => {
		expect(saying('row-misestimate', made(scan(10, 50_000, facts))).advice).toContain(advice);
	});
});

describe('stale-statistics', () => {
	const facts = {name: 'places', schema: 'public', modifiedSinceAnalyze: 30_000, rows: 50_000};

	test('30,000 of 50,000 rows changed since ANALYZE: that is the cause, and the wrong estimate its symptom', () => {
		const context = {tables: [facts]};
		const insight = saying('stale-statistics', 'correlated_columns', context);
		expect(insight).toMatchObject({nodeId: 2, severity: 'medium', advice: 'ANALYZE places.'});
		expect(insight.evidence).toBe('30,000 rows of 50,000 (60 %) of places were changed since the last ANALYZE, and Seq Scan finds 100x more rows than planned.');
		expect(insight.couldSaveMs).toBeCloseTo(3.465);
		expect(sayings('row-misestimate', 'correlated_columns', context)).toEqual([]);
	});

	test('is said of right estimates, too, but quietly', () => {
		expect(saying('stale-statistics', 'varchar_seq_scan', {tables: [{...facts, name: 'shots', schema: null}]})).toMatchObject({severity: 'low', couldSaveMs: null, nodeId: 1});
	});

	test('is not said before autovacuum would act (50 rows and a tenth), of tables that the plan does not read, or without the facts', () => {
		const about = (change: object) => sayings('stale-statistics', smelly('correlated_columns'), {tables: [{...facts, ...change}]});
		expect(about({modifiedSinceAnalyze: 5050})).toEqual([]);
		expect(about({modifiedSinceAnalyze: 5051})).toHaveLength(1);
		expect(about({name: 'elsewhere'})).toEqual([]);
		expect(about({schema: 'other'})).toEqual([]);
		expect(sayings('stale-statistics', 'correlated_columns')).toEqual([]);
	});
});
