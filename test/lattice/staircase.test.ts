import {expect, it} from 'vitest';
import {Staircase} from '../../source/lattice/staircase.ts';
import {seededRandom} from '../statistics/seeded-noise.ts';

it('knows of every pair whether one before it is at most as much in both', () => {
	const random = seededRandom(7);
	for (let round = 0; round < 50; round++) {
		const steps = new Staircase();
		const seen: Array<readonly [number, number]> = [];
		for (let count = 0; count < 60; count++) {
			const [first, second] = [Math.floor(random() * 20), Math.floor(random() * 20)];
			const beaten = seen.some(pair => pair[0] <= first && pair[1] <= second);
			expect(steps.beats(first, second)).toBe(beaten);
			seen.push([first, second]);
			if (!beaten) {
				steps.add(first, second);
			}
		}
	}
});
