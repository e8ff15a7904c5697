import {expect, it} from 'vitest';
import type {Interval} from '../../source/lattice/interval.ts';
import {intervalsToTest} from '../../source/lattice/intervals-to-test.ts';
import type {Mask} from '../../source/lattice/mask.ts';

const planned = {fingerprint: '', cost: 1, uses: 0n, reads: 0n, genetic: false};
/** Tables of two toggles each: of each the first, or the second, or none is needed, and the rest is free. */
const spans = (tables: number): readonly Interval[] => Array.from({length: 3 ** tables}, (_, at) => {
	const needs = Array.from({length: tables}, (__, table) => [0n, 1n, 2n][Math.floor(at / 3 ** table) % 3] ?? 0n);
	const low = needs.reduce((mask, need, table) => mask | (need << BigInt(2 * table)), 0n);
	return {low, high: (1n << BigInt(2 * tables)) - 1n, planned};
});
const tablesOf = (count: number): readonly Mask[] => Array.from({length: count}, (_, table) => 3n << BigInt(2 * table));
const none = () => false;

it('one table, or two that may be joined: each interval is tested', () => {
	expect(intervalsToTest(spans(1), tablesOf(1), none)).toEqual(spans(1));
	expect(intervalsToTest(spans(2), tablesOf(2), none)).toEqual(spans(2));
});

it('of four tables what is free in any two of them is tested once, in a fifth of the intervals', () => {
	const tested = intervalsToTest(spans(4), tablesOf(4), none);
	expect(tested.length).toBeLessThan(81 / 5);
	for (const {low, high} of spans(4)) {
		for (const [a, b] of [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]] as const) {
			const both = (3n << BigInt(2 * a)) | (3n << BigInt(2 * b));
			expect(tested.some(other => (other.low & both) === (low & both) && (other.high & both) === (high & both))).toBe(true);
		}
	}
});

it('what is planned anyway is tested first, and what leaves nothing free not at all', () => {
	const all = spans(3);
	const last = all.at(-1);
	expect(intervalsToTest(all, tablesOf(3), on => on === last?.low)[0]).toEqual(last);
	expect(intervalsToTest([{low: 5n, high: 5n, planned}], tablesOf(2), none)).toEqual([]);
});
