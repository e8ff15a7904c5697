import {describe, expect, test} from 'vitest';
import type {Json} from '../../source/plan/plan.ts';
import {inner, node, outer} from '../plan/plan-fixtures.ts';
import {made, saying, sayings} from './insight-plans.ts';

describe('hash-batches', () => {
	test('32 batches of 623 kB: 32 x 623 kB = 19.5 MB of hash memory would do', () => {
		const insight = saying('hash-batches', 'pg18/23_hash_batches');
		expect(insight).toMatchObject({nodeId: 3, title: 'Hash of 300,000 rows spills: 32 batches', advice: expect.stringContaining('about 20MB') as string});
		expect(insight.evidence).toContain('32 batches (32 planned) of 623 kB');
	});

	test('more batches than planned point at the estimate', () => {
		const hash = (planned: number) => made(node('Hash Join', {'Actual Total Time': 100, 'Temp Read Blocks': 1000, 'Temp Written Blocks': 1000}, [
			node('Seq Scan', outer),
			node('Hash', {...inner, 'Actual Total Time': 50, 'Hash Batches': 8, 'Original Hash Batches': planned, 'Peak Memory Usage': 1024, 'Temp Written Blocks': 500}),
		]));
		expect(saying('hash-batches', hash(1)).advice).toContain('underestimated');
		expect(saying('hash-batches', hash(8)).advice).not.toContain('underestimated');
	});

	test('is not said of one batch', () => {
		expect(sayings('hash-batches', 'pg18/03_parallel_hash_join')).toEqual([]);
	});
});

describe('sort-on-disk', () => {
	test('three processes, 40 MB: the largest took 13,440 kB and 300,000 x 48 bytes more in memory, 27.5 MB', () => {
		const insight = saying('sort-on-disk', 'pg18/05_gather_merge_sort_spill');
		expect(insight).toMatchObject({nodeId: 1, title: 'Sort of 900,000 rows on disk, 40 MB', advice: expect.stringContaining('about 28MB for this query (each process takes as much)') as string});
		expect(insight.evidence).toContain('in 3 processes');
	});

	const sort = (facts: Readonly<Record<string, Json>>, type = 'Sort') => made(node(type, {'Actual Total Time': 100, 'Temp Read Blocks': 1000, 'Temp Written Blocks': 1000, ...facts}));

	test('a worker alone on disk is enough, and so is one group of an Incremental Sort', () => {
		expect(sayings('sort-on-disk', sort({'Sort Space Type': 'Memory', Workers: [{'Worker Number': 0, 'Sort Space Type': 'Disk', 'Sort Space Used': 4000}]}))).toHaveLength(1);
		const groups = {'Group Count': 2, 'Sort Methods Used': ['external merge'], 'Sort Space Disk': {'Average Sort Space Used': 3000, 'Peak Sort Space Used': 4096}};
		expect(saying('sort-on-disk', sort({'Full-sort Groups': groups}, 'Incremental Sort')).advice).toContain('about 8MB');
	});

	test('what the files took by the clock counts when Postgres says it', () => {
		expect(saying('sort-on-disk', sort({'Sort Space Type': 'Disk', 'Sort Space Used': 8000})).couldSaveMs).toBeCloseTo(2000 * 0.02);
		expect(saying('sort-on-disk', sort({'Sort Space Type': 'Disk', 'Sort Space Used': 8000, 'Temp I/O Read Time': 30, 'Temp I/O Write Time': 45})).couldSaveMs).toBeCloseTo(75);
	});

	test('is not said of a sort in memory', () => {
		expect(sayings('sort-on-disk', 'pg18/26_window')).toEqual([]);
		expect(sayings('sort-on-disk', 'pg18/25_incremental_sort')).toEqual([]);
	});
});

describe('hash-aggregate-spill', () => {
	test('20,000 groups that did not fit', () => {
		const insight = saying('hash-aggregate-spill', 'pg15/06_cte_two_scans');
		expect(insight).toMatchObject({nodeId: 1, title: 'HashAggregate spills to disk: 5 batches', advice: expect.stringMatching(/about \d+MB/) as string});
	});

	test('without BUFFERS what it had on disk stands for the blocks: 8,000 kB written and read back are 2,000 blocks', () => {
		const spilt = {'HashAgg Batches': 5, 'Peak Memory Usage': 4000, 'Disk Usage': 8000};
		expect(saying('hash-aggregate-spill', made(node('Aggregate', {Strategy: 'Hashed', 'Actual Total Time': 100, ...spilt}))).couldSaveMs).toBeCloseTo(2000 * 0.02);
	});

	const aggregate = (facts: Readonly<Record<string, Json>>) => made(node('Aggregate', {Strategy: 'Hashed', 'Actual Total Time': 100, 'Temp Read Blocks': 1000, 'Temp Written Blocks': 1000, ...facts}, [
		node('Seq Scan', {...outer, 'Plan Width': 8, 'Actual Rows': 900_000, 'Actual Total Time': 1}),
	]));

	test('of what was not spilled the groups did fit: 11,152 kB of 900,000 x 36 bytes went to disk, so 16,441 kB held 65 % of them', () => {
		// 11152 x 1024 / 32,400,000 = 0.352; 16441 / 0.648 = 25,390 kB; PostgreSQL took 20,505 kB when it had them.
		expect(saying('hash-aggregate-spill', aggregate({'HashAgg Batches': 5, 'Peak Memory Usage': 16_441, 'Disk Usage': 11_152})).advice).toContain('about 25MB');
	});

	test('a worker that spilled is enough', () => {
		expect(sayings('hash-aggregate-spill', aggregate({'HashAgg Batches': 1, 'Disk Usage': 0, Workers: [{'HashAgg Batches': 5, 'Disk Usage': 900, 'Peak Memory Usage': 512}]}))).toHaveLength(1);
	});

	test('is not said of one batch', () => {
		expect(sayings('hash-aggregate-spill', aggregate({'HashAgg Batches': 1, 'Disk Usage': 0, 'Peak Memory Usage': 512}))).toEqual([]);
		expect(sayings('hash-aggregate-spill', 'pg18/02_parallel_agg')).toEqual([]);
	});
});

describe('memoize', () => {
	test('a cache that evicts 58,739 of 59,999 entries: their 58.7 of 60 ms below were for nothing', () => {
		const insight = saying('memoize', 'memoize_evicts');
		expect(insight).toMatchObject({nodeId: 3, title: 'Memoize forgets: 58,739 evictions'});
		expect(insight.couldSaveMs).toBeCloseTo(59.999 * 58_739 / 59_999);
	});

	const cache = (hits: number, misses: number, facts: Readonly<Record<string, Json>> = {}) => made(node('Nested Loop', {'Actual Total Time': 100}, [
		node('Seq Scan', outer),
		node('Memoize', {...inner, 'Actual Total Time': 0.09, 'Actual Loops': 1000, 'Cache Hits': hits, 'Cache Misses': misses, 'Cache Evictions': 0, 'Cache Overflows': 0, ...facts}, [
			node('Index Scan', {...outer, 'Actual Total Time': 0.04, 'Actual Loops': 1000}),
		]),
	]));

	test('hardly ever asked for the same twice, the cache itself is what could be saved: 90 - 40 = 50 ms', () => {
		expect(saying('memoize', cache(10, 990))).toMatchObject({couldSaveMs: 50, title: 'Memoize hits 10 of 1,000 times'});
	});

	test('the workers\' caches count', () => {
		const workers = {Workers: [{'Worker Number': 0, 'Cache Hits': 5000, 'Cache Misses': 5, 'Cache Evictions': 0, 'Cache Overflows': 0}]};
		expect(sayings('memoize', cache(10, 990, workers))).toEqual([]);
	});

	test('is not said of a cache that hits more often than it misses', () => {
		expect(sayings('memoize', cache(600, 400))).toEqual([]);
		expect(sayings('memoize', cache(0, 0))).toEqual([]);
	});
});

describe('lossy-bitmap', () => {
	test('pages instead of rows in 3,108 of 3,948 blocks: 229,815 rows checked in vain', () => {
		const insight = saying('lossy-bitmap', 'lossy_recheck');
		expect(insight).toMatchObject({nodeId: 1, title: 'orders: bitmap lossy in 78.7 % of its blocks', advice: expect.stringContaining('work_mem to 1MB') as string});
		expect(insight.couldSaveMs).toBeCloseTo(40.09 * 229_815 / (229_815 + 7515), 1);
	});

	test('is not said where next to no row was checked in vain, however lossy', () => {
		expect(sayings('lossy-bitmap', 'pg18/18_bitmap_lossy')).toEqual([]);
		expect(sayings('lossy-bitmap', 'pg18/19_bitmap_and')).toEqual([]);
	});
});

describe('temp-files', () => {
	test('a CTE that is read three times from disk is one cause, told once', () => {
		expect(saying('temp-files', 'pg18/77_temp_cte_spill')).toMatchObject({nodeId: 3, evidence: expect.stringContaining('wrote 625 blocks of temporary files and 3 scans of it read 1,250') as string});
	});

	test('18 says how much there was to keep: twice that in memory', () => {
		expect(saying('temp-files', 'pg18/77_temp_cte_spill').advice).toContain('about 10MB');
		expect(saying('temp-files', 'pg15/77_temp_cte_spill').advice).not.toMatch(/\dMB/);
	});

	test('is not said of sorts and hashes, which have rules of their own, nor of less than 1 MB', () => {
		for (const name of ['pg18/05_gather_merge_sort_spill', 'pg18/23_hash_batches', 'pg15/06_cte_two_scans']) {
			expect(sayings('temp-files', name), name).toEqual([]);
		}

		const materialize = (blocks: number) => made(node('Materialize', {'Actual Total Time': 5, 'Temp Written Blocks': blocks}));
		expect(sayings('temp-files', materialize(127))).toEqual([]);
		expect(sayings('temp-files', materialize(128))).toHaveLength(1);
	});
});
