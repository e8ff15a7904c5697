import {expect, it} from 'vitest';
import {allOf, bitAt, isWithin} from '../../source/lattice/mask.ts';
import {shareConfigurations, type Wanted} from '../../source/lattice/share-configurations.ts';
import {seededRandom} from '../statistics/seeded-noise.ts';

const all = allOf(9);

it('whoever asks gets exactly what matters to him, and every request has its answer once', () => {
	const random = seededRandom(3);
	const mask = () => BigInt(Math.floor(random() * 512));
	for (let round = 0; round < 200; round++) {
		const wanted = Array.from({length: 1 + Math.floor(random() * 30)}, (): Wanted => {
			const matters = mask();
			return {matters, on: mask() & matters};
		});
		const shared = shareConfigurations(wanted, all);
		expect(shared.flatMap(({answers}) => answers).toSorted((a, b) => wanted.indexOf(a) - wanted.indexOf(b))).toEqual(wanted);
		for (const {on, answers} of shared) {
			expect(isWithin(on, all)).toBe(true);
			expect(answers.map(one => on & one.matters)).toEqual(answers.map(one => one.on));
		}
	}
});

it('what asks about different tables shares one configuration, and so does what agrees about the same', () => {
	const [left, right] = [0b111n, 0b111000n];
	const [one, other, both, another] = [{on: 0b001n, matters: left}, {on: 0b010000n, matters: right}, {on: 0b010001n, matters: left | right}, {on: 0b100n, matters: left}];
	const shared = shareConfigurations([one, other, both, another], all);
	expect(shared.map(({answers}) => new Set(answers))).toEqual([new Set([another]), new Set([one, other, both])]);
});

it('what matters to nobody stays as it was', () => {
	const shared = shareConfigurations([{on: 0n, matters: 1n}, {on: 1n, matters: 1n}, {on: bitAt(5), matters: bitAt(5) | 1n}], all);
	expect(shared.map(({on}) => on & ~(bitAt(5) | 1n))).toEqual(shared.map(() => all & ~(bitAt(5) | 1n)));
});
