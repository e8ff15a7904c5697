import {describe, expect, test} from 'vitest';
import {addBuffers, subtractBuffers, sumBuffers, zeroBuffers} from '../../source/plan/buffers.ts';
import {divide} from '../../source/plan/divide.ts';

describe('buffers', () => {
	const a = {...zeroBuffers, sharedHit: 5, tempWritten: 2};
	const b = {...zeroBuffers, sharedHit: 3, localRead: 1};

	test('add and subtract counter by counter', () => {
		expect(addBuffers(a, b)).toEqual({...zeroBuffers, sharedHit: 8, localRead: 1, tempWritten: 2});
		expect(subtractBuffers(a, b)).toEqual({...zeroBuffers, sharedHit: 2, localRead: -1, tempWritten: 2});
	});

	test('of what was not measured there is no sum, of a part of it there is', () => {
		expect(sumBuffers([])).toBeNull();
		expect(sumBuffers([null, null])).toBeNull();
		expect(sumBuffers([null, a, null, b])).toEqual(addBuffers(a, b));
	});
});

describe('dividing a cost among those who may have paid it', () => {
	test('goes by weight', () => {
		expect(divide(10, [3, 1], [100, 100], false)).toEqual({parts: [7.5, 2.5], left: 0});
	});

	test('gives nobody more than there is room for, and returns what no one has', () => {
		expect(divide(10, [3, 1], [5, 100], false)).toEqual({parts: [5, 5], left: 0});
		expect(divide(10, [3, 1], [5, 2], false)).toEqual({parts: [5, 2], left: 3});
	});

	test('of whole things makes whole parts that add up', () => {
		expect(divide(10, [1, 1, 1], [100, 100, 100], true)).toEqual({parts: [4, 3, 3], left: 0});
		expect(divide(7, [0, 0], [4, 4], true)).toEqual({parts: [4, 3], left: 0});
	});
});
