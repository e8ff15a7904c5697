import {expect, it} from 'vitest';
import type {RedundantGroup} from '../../source/lattice/redundant-groups.ts';
import type {Toggle} from '../../source/lattice/toggle.ts';
import {dominantEntry} from '../../source/lattice/dominant-entry.ts';
import {costWords, dominantSentence, verdictSentence, wishWords, worthText} from '../../source/view/lattice-words.ts';

const toggles = ['a', 'b', 'c', 'd', 'e', 'f'].map((key): Toggle => ({key, table: 'public.t', bytes: 1, walBytes: null}));
const group = (some: bigint, entry: string, times: number): RedundantGroup => ({toggles: some, missedBy: [{entry, times}], saves: times});

it('an index that several groups share is named with each of them', () => {
	const groups = [group(0b11n, 'orders', 10), group(0b1101n, 'items', 3)];
	expect(verdictSentence({bit: 1n, verdict: {kind: 'one of', groups}}, toggles)).toBe('Keep it or b: without both orders costs 10x; and it or c or d: without all of them items costs 3x.');
	expect(verdictSentence({bit: 1n, verdict: {kind: 'spare', groups}}, toggles)).toBe('It can go while b stays: without both orders costs 10x; and while c or d stays: without all of them items costs 3x.');
});

it('many groups are counted after the dearest three', () => {
	const groups = [1, 2, 3, 4, 5].map(at => group(1n | 1n << BigInt(at), `query-${at}`, 10 - at));
	expect(verdictSentence({bit: 1n, verdict: {kind: 'one of', groups}}, toggles)).toMatch(/it or d: without both query-3 costs 7x; and so in 2 more groups\.$/);
	expect(verdictSentence({bit: 1n, verdict: {kind: 'spare', groups: groups.slice(0, 4)}}, toggles)).toMatch(/and so in 1 more group\.$/);
	expect(verdictSentence({bit: 1n, verdict: {kind: 'spare', groups: []}}, toggles)).toBe('It can go: it is read only where others are off, and hardly missed then.');
});

it.each([
	[362, 1000, '36.2 %'], [0, 1000, '0 %'], [0.1, 1000, '<0.1 %'], [-0.1, 1000, '0 %'], [-20, 1000, '-2 %'], [null, 1000, '-'], [0, 0, '0 %'],
])('a worth of %d in %d is %s: what is hardly less than nothing is the rounding of costs', (shapley, saved, words) => {
	expect(worthText(shapley, saved)).toBe(words);
});

it('a bound on each query stands beside the limit that it narrows, and not where no query pays anyway', () => {
	expect(wishWords({kind: 'within', share: 0.05}, 2)).toBe('within 5 %, each 2x');
	expect(wishWords({kind: 'limits', bytes: null, indexes: 1}, 1.5)).toBe('at most 1 index, each 1.5x');
	expect(wishWords({kind: 'within', share: 0}, 2)).toBe('at the same cost');
	expect(wishWords({kind: 'same plans'}, 2)).toBe('every plan as it is');
});

it('a query that is most of the cost is named, and that --each binds the others', () => {
	const entry = (name: string, weight: number, cost: number) => ({name, weight, lattice: {top: {cost}}});
	const most = dominantEntry([entry('cheap', 16, 1000), entry('never-ends', 1, 1e13)]);
	expect(most === null ? '' : dominantSentence(most, null)).toBe('never-ends is >99.9 % of the cost: limits in per cent of the sum hardly bind the others; --each 2x bounds every query.');
	expect(dominantSentence({entry: 'b', share: 0.9}, 3)).toBe('b is 90 % of the cost: limits in per cent of the sum hardly bind the others; --each 3x does.');
	expect(dominantEntry([entry('a', 2, 10), entry('b', 1, 80)])).toBeNull();
	expect(dominantEntry([entry('a', 2, 10), entry('b', 1, 81)])).toMatchObject({entry: 'b'});
	expect(dominantEntry([entry('a', 1, 10)])).toBeNull();
});

it.each([[1, 'cost as with all of them'], [1.002, 'cost 0.2 % more than with all of them'], [1.000_01, 'cost <0.1 % more than with all of them'], [1.11, 'cost 1.11x that with all of them']])('%d times the cost is never told as once', (times, words) => {
	expect(costWords(times)).toBe(words);
});
