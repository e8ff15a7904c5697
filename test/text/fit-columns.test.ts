import {expect, it} from 'vitest';
import {fitColumns} from '../../source/text/fit-columns.ts';
import {someOf} from '../../source/text/some-of.ts';

const table = [['name', 'rows', 'vacuumed'], ['shots', '100,000', 'never']];

it('a table that fits keeps its columns; of one that does not those that matter least go first, whole', () => {
	expect(fitColumns(table, 24, [2, 1])).toEqual([0, 1, 2]);
	expect(fitColumns(table, 23, [2, 1])).toEqual([0, 1]);
	expect(fitColumns(table, 10, [2, 1])).toEqual([0]);
	expect(fitColumns(table, 3, [2, 1])).toEqual([0]);
	expect(fitColumns([], 3, [0])).toEqual([]);
});

it('of names as many stand there as have room, and the rest is counted', () => {
	const names = ['idx_a', 'idx_b', 'idx_c'];
	expect(someOf(names, 19)).toBe('idx_a, idx_b, idx_c');
	expect(someOf(names, 18)).toBe('idx_a and 2 more');
	expect(someOf(names, 15)).toBe('3 names: idx_a');
	expect(someOf(['idx_a_very_long_name'], 10)).toBe('idx_a_ver…');
	expect(someOf([], 10)).toBe('');
});
