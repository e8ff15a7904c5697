import {expect, test} from 'vitest';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import type {TryRequest} from '../../source/lab/try-entry.ts';
import {selftest, type Trier} from '../../source/lab/selftest.ts';
import {seededRandom} from '../statistics/seeded-noise.ts';
import {queryEntry, run, surroundings} from '../support/surroundings.ts';

const entry = queryEntry('three-milliseconds', {sql: 'select * from shots', parameters: []});
const msOfQuery = 3;
const msPerStep = 0.0001;

/** How many steps of useless work a statement was given. */
const stepsIn = (sql: string): number => Number(/generate_series\(1, \(select (\d+)\)/.exec(sql)?.[1] ?? 0);

/** A machine on which the query takes 3 ms and a step 100 ns, and whatever runs is interrupted in `busy` of its milliseconds for 3 ms. */
function machine(busy: number): {readonly laboratory: Trier; readonly compared: TryRequest[]} {
	const random = seededRandom(1);
	const compared: TryRequest[] = [];
	const took = (sql: string): number => {
		const own = msOfQuery + msPerStep * stepsIn(sql);
		const interruptions = Array.from({length: Math.round(own)}, () => random() < busy ? 3 : 0);
		return interruptions.reduce<number>((sum, ms) => sum + ms, own);
	};

	return {
		compared,
		laboratory: {
			catalog: {...surroundings().catalog, entries: [entry]},
			sample: () => Promise.resolve([]),
			async * try(request) {
				if (request.twinSql !== undefined) {
					compared.push(request);
				}

				const measured = run(surroundings(), {samples: Array.from({length: request.pairs ?? 5}, () => took(request.entry.sql))});
				yield await Promise.resolve({
					kind: 'measured', run: measured,
					delta: request.twinSql === undefined ? null : {kind: 'Delta', baseline: measured, current: measured, comparison: null, samePlan: false},
				});
			},
		},
	};
}

async function shareOfWork(busy: number): Promise<number> {
	const {laboratory, compared} = machine(busy);
	const options = {entries: [entry], configuration: configurationOf([]), comparisons: 1, plain: false, slowdown: 0.05, pairs: 5, signal: new AbortController().signal};
	for await (const event of selftest(laboratory, options)) {
		expect(event.kind).toMatch(/looking|chosen|compared/);
	}

	const [{entry: slowed, twinSql} = {entry, twinSql: ''}] = compared;
	expect(stepsIn(twinSql ?? '')).toBe(0);
	return stepsIn(slowed.sql) * msPerStep / msOfQuery;
}

test('a slowdown of 5 % is work that takes 5 % of the query\'s own time', async () => {
	expect(await shareOfWork(0)).toBeCloseTo(0.05, 3);
});

test('beside a busy machine too: what interrupts the longer statements more often is no part of what they take', async () => {
	const share = await shareOfWork(0.15);
	expect(share).toBeGreaterThan(0.045);
	expect(share).toBeLessThan(0.055);
});
