import {describe, expect, test} from 'vitest';
import {parsePlan} from '../../source/plan/parse-plan.ts';
import {find, node, outer, plan} from './plan-fixtures.ts';

describe('below a Gather', () => {
	test('three processes ran: wall 84.386 = 253.158 / 3, and the Gather waited 131.544 - 84.386', () => {
		const parallel = plan('pg18/33_parallel_append');
		expect(find(parallel, 'Partial Aggregate')).toMatchObject({processes: 3, inclusiveMs: expect.closeTo(84.386, 3) as number, processMs: expect.closeTo(3 * 84.386, 3) as number});
		expect(find(parallel, 'Gather')).toMatchObject({processes: 1, selfMs: expect.closeTo(131.544 - 84.386, 3) as number});
	});

	test('a member that one process ran takes a third of the wall, and says so: 1 loop, 3 processes', () => {
		const one = find(plan('pg18/33_parallel_append'), 'Parallel Seq Scan', 'events_2024q3');
		expect(one).toMatchObject({loops: 1, processes: 3});
		expect(one.inclusiveMs).toBeCloseTo((one.processMs ?? Number.NaN) / 3, 9);
	});

	test('the leader did not take part: two workers are two processes, not three', () => {
		const alone = plan('pg15/55_noleader');
		expect(find(alone, 'Sort')).toMatchObject({loops: 2, processes: 2, inclusiveMs: expect.closeTo(94.332, 6) as number});
		expect(find(alone, 'Sort').shares.map(share => share.process)).toEqual([0, 1]);
	});

	test('no worker could be launched: one process, undivided', () => {
		const parsed = parsePlan({Plan: node('Gather', {'Actual Total Time': 12, 'Workers Planned': 2, 'Workers Launched': 0}, [
			node('Seq Scan', {...outer, 'Parallel Aware': true, 'Actual Total Time': 10}),
		])});
		expect(parsed.nodes.map(({processes, selfMs}) => [processes, selfMs])).toEqual([[1, 2], [1, 10]]);
	});

	test('a Gather that never ran divides nothing', () => {
		const never = {'Actual Loops': 0, 'Actual Rows': 0};
		const parsed = parsePlan({Plan: node('Gather', never, [node('Seq Scan', {...outer, ...never})])});
		expect(parsed.nodes.map(({processes, selfMs, executed}) => [processes, selfMs, executed])).toEqual([[1, 0, false], [1, 0, false]]);
	});

	test('an InitPlan or SubPlan of the Gather itself runs in the leader: only the outer child is divided', () => {
		const parsed = parsePlan({Plan: node('Gather', {'Actual Total Time': 20, Output: ['(InitPlan 1).col1']}, [
			node('Result', {'Parent Relationship': 'InitPlan', 'Subplan Name': 'InitPlan 1', 'Actual Total Time': 3}),
			node('Seq Scan', {...outer, 'Parallel Aware': true, 'Actual Total Time': 10, 'Actual Loops': 3}),
			node('Result', {'Parent Relationship': 'SubPlan', 'Subplan Name': 'SubPlan 2', 'Actual Total Time': 2}),
		])});
		expect(parsed.nodes.map(({processes, selfMs}) => [processes, selfMs])).toEqual([[1, 20 - 3 - 10 - 2], [1, 3], [3, 10], [1, 2]]);
	});

	test('a Gather that ran seven times divides by loops per run: 21 loops are three processes', () => {
		const parsed = parsePlan({Plan: node('Gather', {'Actual Total Time': 4, 'Actual Loops': 7}, [
			node('Seq Scan', {...outer, 'Actual Total Time': 3, 'Actual Loops': 21}),
		])});
		expect(parsed.nodes.map(({selfMs}) => selfMs)).toEqual([7 * 4 - 21 * 3 / 3, 21]);
	});

	test('the leader is what the workers leave: of 10 ms x 3 loops 9 and 8 are theirs, 13 its own; so are rows and blocks', () => {
		const worker = (number: number, ms: number, rows: number, hit: number) => ({
			'Worker Number': number, 'Actual Total Time': ms, 'Actual Rows': rows, 'Actual Loops': 1, 'Shared Hit Blocks': hit,
		});
		const parsed = parsePlan({Plan: node('Gather', {'Actual Total Time': 14, 'Shared Hit Blocks': 60}, [
			node('Seq Scan', {...outer, 'Actual Total Time': 10, 'Actual Loops': 3, 'Actual Rows': 100, 'Shared Hit Blocks': 60, Workers: [worker(0, 9, 90, 20), worker(1, 8, 80, 10)]}),
		])});
		expect(parsed.nodes[1]?.shares.map(({process, ms, rows, buffers}) => [process, ms, rows, buffers?.sharedHit])).toEqual([['leader', 13, 130, 30], [0, 9, 90, 20], [1, 8, 80, 10]]);
		expect(parsed.nodes[0]?.shares).toEqual([]);
	});

	test('a bitmap that only the leader built is the leader\'s: the workers are listed beside it, not in it', () => {
		const worker = {'Worker Number': 0, 'Actual Total Time': 5, 'Actual Rows': 1, 'Actual Loops': 1};
		const parsed = parsePlan({Plan: node('Gather', {'Actual Total Time': 20}, [
			node('Bitmap Heap Scan', {...outer, 'Actual Total Time': 10, 'Actual Loops': 2, Workers: [worker]}, [
				node('Bitmap Index Scan', {...outer, 'Actual Total Time': 4, Workers: []}),
			]),
		])});
		expect(parsed.nodes[2]).toMatchObject({processMs: 4, inclusiveMs: 2, shares: [{process: 'leader', ms: 4, rows: 1}]});
	});

	test('without VERBOSE nobody knows who did what', () => {
		expect(plan('pg18/plain_02_parallel_agg').nodes.every(({shares}) => shares.length === 0)).toBe(true);
	});

	test('JIT of three processes in a query of 350 ms: 674 / 3 = 225 ms of wall, and in no sum', () => {
		const jit = plan('deb15/29_jit_2');
		expect(jit.jit?.totalMs).toBeCloseTo(674.029 / 3, 3);
		expect(plan('deb15/29_jit_1').jit).toMatchObject({functions: 5, totalMs: 121.541});
		expect(plan('pg18/29_jit').jit).toBeNull();
	});
});
