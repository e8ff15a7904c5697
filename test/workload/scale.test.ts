import {expect, test} from 'vitest';
import {parseScale} from '../../source/workload/scale.ts';
import {letterOf} from '../catalog/letter-of.ts';

test('scales are named, or times the standard one', () => {
	expect(parseScale('small')).toEqual({name: 'small', users: 10, projects: 50, scenes: 500, characters: 1000, shots: 5000});
	expect(parseScale('standard')).toEqual({name: 'standard', users: 100, projects: 500, scenes: 10_000, characters: 7500, shots: 100_000});
	expect(parseScale('1')).toEqual(parseScale('standard'));
	expect(parseScale('3')).toEqual({name: '3', users: 300, projects: 1500, scenes: 30_000, characters: 22_500, shots: 300_000});
});

test.each(['0', '-1', '1.5', '1001', 'big', ''])('scale "%s" is refused', name => {
	expect(letterOf(() => parseScale(name))).toMatch(/^usage \| There is no scale .* \| --scale .* \| Write small/);
});
