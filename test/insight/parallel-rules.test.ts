import {describe, expect, test} from 'vitest';
import type {Json} from '../../source/plan/plan.ts';
import {node, outer} from '../plan/plan-fixtures.ts';
import {made, saying, sayings} from './insight-plans.ts';

/** A Gather over a scan that `times` (the leader's first) took in each process. */
function gather(times: readonly number[], facts: Readonly<Record<string, Json>> = {}): ReturnType<typeof made> {
	const loops = times.filter(ms => ms > 0).length;
	const [, ...workers] = times;
	const mean = times.reduce((sum, ms) => sum + ms, 0) / loops;
	return made(node('Gather', {'Actual Total Time': Math.max(...times) + 5, 'Workers Planned': workers.length, 'Workers Launched': workers.length, ...facts}, [node('Seq Scan', {
		...outer,
		'Parallel Aware': true,
		'Relation Name': 't',
		'Actual Total Time': mean,
		'Actual Loops': loops,
		Workers: workers.map((ms, at) => ({'Worker Number': at, 'Actual Total Time': ms, 'Actual Rows': 1, 'Actual Loops': 1})),
	})]));
}

describe('missing-workers', () => {
	test('1 of 3 workers: 2 processes did in 167 ms what 4 would have done in 84', () => {
		const insight = saying('missing-workers', 'missing_workers');
		expect(insight).toMatchObject({nodeId: 1, title: '1 of 3 workers came to help', severity: 'high'});
		expect(insight.couldSaveMs).toBeCloseTo(167.07 * (1 - 2 / 4), 1);
	});

	test('is not said where all came, nor of a Gather that never ran', () => {
		expect(sayings('missing-workers', 'pg18/03_parallel_hash_join')).toEqual([]);
		expect(sayings('missing-workers', 'pg18/72_initplan_case_lazy')).toEqual([]);
	});
});

describe('leader-idle', () => {
	test('parallel_leader_participation is off: 63.8 ms of two workers could be those of three', () => {
		const insight = saying('leader-idle', 'pg18/55_noleader');
		expect(insight).toMatchObject({nodeId: 1, advice: 'SET parallel_leader_participation = on.'});
		expect(insight.couldSaveMs).toBeCloseTo(63.8 / 3, 0);
	});

	test('a leader that was busy with the rows of the others', () => {
		expect(saying('leader-idle', gather([5, 100, 100]))).toMatchObject({advice: expect.stringContaining('fewer rows') as string});
		expect(saying('leader-idle', gather([5, 100, 100])).couldSaveMs).toBeCloseTo(100 / 3);
	});

	test('is not said of one that took its part', () => {
		expect(sayings('leader-idle', gather([50, 100, 100]))).toEqual([]);
		expect(sayings('leader-idle', 'pg18/02_parallel_agg')).toEqual([]);
		expect(sayings('leader-idle', 'pg18/plain_02_parallel_agg')).toEqual([]);
		expect(sayings('leader-idle', gather([0, 100, 100]))).toHaveLength(1);
		expect(sayings('leader-idle', gather([0, 100, 100], {'Single Copy': true}))).toEqual([]);
	});
});

describe('worker-skew', () => {
	test('of 30, 30 and 120 ms the longest is twice the mean: without the skew all would be done in 60', () => {
		const insight = saying('worker-skew', gather([30, 30, 120]));
		expect(insight).toMatchObject({nodeId: 1, title: 'One process works 2x as long as the mean', couldSaveMs: 60});
		expect(insight.evidence).toContain('worker 1 spent 120 ms');
	});

	test('a Parallel Append whose member fell to one process', () => {
		expect(saying('worker-skew', 'pg18/33_parallel_append')).toMatchObject({severity: 'medium'});
	});

	test('is not said below one and a half, of an idle leader, or of a worker alone', () => {
		expect(sayings('worker-skew', gather([80, 80, 120]))).toEqual([]);
		expect(sayings('worker-skew', gather([1, 100, 100]))).toEqual([]);
		expect(sayings('worker-skew', gather([1, 100]))).toEqual([]);
	});
});
