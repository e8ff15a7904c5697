import {describe, expect, test} from 'vitest';
import {parsePlan} from '../../source/plan/parse-plan.ts';
import {planStatistics, sortStatistics, type StatisticsColumn} from '../../source/plan/plan-statistics.ts';
import type {JsonObject} from '../../source/plan/plan.ts';
import {fixtures, inner, node, outer, plan} from './plan-fixtures.ts';

const named = (rows: ReturnType<typeof planStatistics>, name: string) => rows.find(row => row.name === name);

describe('statistics of a plan', () => {
	const joined = parsePlan({'Execution Time': 10, 'Plan': node('Nested Loop', {'Actual Total Time': 10, 'Shared Hit Blocks': 100, 'Shared Read Blocks': 20}, [
		node('Seq Scan', {...outer, 'Relation Name': 'shots', 'Alias': 'a', 'Actual Total Time': 4, 'Actual Rows': 50, 'Shared Hit Blocks': 60, 'Shared Read Blocks': 20}),
		node('Index Scan', {...inner, 'Relation Name': 'shots', 'Alias': 'b', 'Index Name': 'shots_pkey', 'Actual Total Time': 0.1, 'Actual Loops': 50, 'Shared Hit Blocks': 40}),
		node('Seq Scan', {...inner, 'Relation Name': 'scenes', 'Alias': 'c', 'Actual Loops': 0, 'Actual Rows': 0}),
	])});

	test('by table: 4 ms of one scan and 50 x 0.1 ms of the other are 9 ms, nine tenths of 10', () => {
		expect(planStatistics(joined, 'table')).toEqual([
			{name: 'shots', count: 2, loops: 51, selfMs: 9, incomplete: false, share: 0.9, rows: 100, hit: 100, read: 20},
		]);
	});

	test('by index', () => {
		expect(planStatistics(joined, 'index')).toEqual([{name: 'shots_pkey', count: 1, loops: 50, selfMs: 5, incomplete: false, share: 0.5, rows: 50, hit: 40, read: 0}]);
	});

	test('by type; what never ran is left out: the scan of scenes is not counted', () => {
		expect(planStatistics(joined, 'type').map(({name, count, selfMs}) => [name, count, selfMs])).toEqual([['Nested Loop', 1, 1], ['Seq Scan', 1, 4], ['Index Scan', 1, 5]]);
		expect(named(planStatistics(joined, 'table'), 'scenes')).toBeUndefined();
	});

	test('a bitmap\'s index part works for the table of its heap scan: 5 ms, 3 of them in the indexes', () => {
		const bitmap = node('Bitmap Heap Scan', {'Relation Name': 't', 'Alias': 't', 'Actual Total Time': 5}, [
			node('BitmapAnd', {...outer, 'Actual Total Time': 3}, [node('Bitmap Index Scan', {'Index Name': 'x', 'Actual Total Time': 1}), node('Bitmap Index Scan', {'Index Name': 'y', 'Actual Total Time': 2})]),
		]);
		const parsed = parsePlan({Plan: bitmap});
		expect(planStatistics(parsed, 'table').map(({name, count, selfMs}) => [name, count, selfMs])).toEqual([['t', 4, 5]]);
		expect(planStatistics(parsed, 'index').map(({name, selfMs}) => [name, selfMs])).toEqual([['x', 1], ['y', 2]]);
	});

	test('rows of a table are those read from it, once: 7 that a bitmap found and its heap scan read are 7, and so they are when an UPDATE returns them', () => {
		const rows = {'Actual Rows': 7};
		const update = node('ModifyTable', {'Operation': 'Update', 'Relation Name': 't', 'Alias': 't', ...rows}, [
			node('Bitmap Heap Scan', {...outer, 'Relation Name': 't', 'Alias': 't', ...rows}, [node('Bitmap Index Scan', {...outer, 'Index Name': 'x', ...rows})]),
		]);
		const parsed = parsePlan({Plan: update});
		expect(planStatistics(parsed, 'table').map(({name, rows: read}) => [name, read])).toEqual([['t', 7]]);
		expect(planStatistics(parsed, 'index').map(({name, rows: found}) => [name, found])).toEqual([['x', 7]]);
	});

	test('tables of one name in two schemas are two', () => {
		const scan = (schema: string) => node('Seq Scan', {...outer, 'Schema': schema, 'Relation Name': 't', 'Alias': 't'});
		expect(planStatistics(parsePlan({Plan: node('Append', {}, [scan('a'), scan('b'), scan('a')])}), 'table').map(({name, count}) => [name, count])).toEqual([['a.t', 2], ['b.t', 1]]);
	});

	test('of a plan that was not executed there is only the number of nodes', () => {
		const [row] = planStatistics(plan('pg15/estimate_54_parallel_initplan'), 'type');
		expect(row).toMatchObject({selfMs: null, share: null, loops: null, rows: null, hit: null, read: null, incomplete: false});
		expect(row?.count).toBeGreaterThan(0);
	});
});

describe('sorting', () => {
	const rows = planStatistics(plan('pg15/13_append_partition'), 'type');

	test.each<StatisticsColumn>(['name', 'count', 'loops', 'selfMs', 'share', 'rows', 'hit', 'read'])('by %s goes up and down', column => {
		const up = sortStatistics(rows, {column, descending: false}).map(row => row[column] ?? '');
		const down = sortStatistics(rows, {column, descending: true}).map(row => row[column] ?? '');
		expect(up.every((value, at) => at === 0 || (up[at - 1] ?? '') <= value)).toBe(true);
		expect(down).toEqual([...up].reverse());
		expect(new Set(up).size).toBeGreaterThan(1);
	});

	test('puts what is not known last, either way', () => {
		const [first, ...rest] = rows;
		const unknown = [{...first!, name: 'unknown', selfMs: null}, ...rest];
		for (const descending of [true, false]) {
			expect(sortStatistics(unknown, {column: 'selfMs', descending}).at(-1)?.name).toBe('unknown');
		}
	});
});

test.each(fixtures)('$name: by type, self time and blocks add up to those of the nodes that ran', ({text}) => {
	for (const raw of JSON.parse(text) as JsonObject[]) {
		const parsed = parsePlan(raw);
		const rows = planStatistics(parsed, 'type');
		const ran = parsed.nodes.filter(({executed}) => executed !== false);
		expect(rows.reduce((sum, {count}) => sum + count, 0)).toBe(ran.length);
		expect(rows.reduce((sum, {selfMs}) => sum + (selfMs ?? 0), 0)).toBeCloseTo(ran.reduce((sum, {selfMs}) => sum + (selfMs ?? 0), 0), 6);
		expect(rows.reduce((sum, {hit}) => sum + (hit ?? 0), 0)).toBe(ran.reduce((sum, {selfBuffers}) => sum + (selfBuffers === null ? 0 : selfBuffers.sharedHit + selfBuffers.localHit), 0));
	}
});
