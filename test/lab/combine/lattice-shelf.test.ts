import {expect, it} from 'vitest';
import {latticeShelf, type ShelvedLattice} from '../../../source/lab/combine/lattice-shelf.ts';
import {coverEntry} from '../../../source/lattice/cover-entry.ts';
import {entryLattice} from '../../../source/lattice/entry-lattice.ts';
import {modelPlanner} from '../../lattice/model-planner.ts';

const look = async (): Promise<ShelvedLattice> => {
	const lattice = await entryLattice(modelPlanner([{uses: 0n, cost: 10}], 1n).plan, 1n);
	return {lattice, cover: await coverEntry(lattice, [1n])};
};

it('two entries of one statement, at once or one after the other, are looked at once', async () => {
	const shelf = latticeShelf();
	let looks = 0;
	const counted = async () => {
		looks++;
		return look();
	};
	const [one, other] = await Promise.all([shelf.find('a', counted), shelf.find('a', counted)]);
	expect(await shelf.find('a', counted)).toBe(one);
	expect(other).toBe(one);
	expect(looks).toBe(1);
	expect(await shelf.find('b', counted)).not.toBe(one);
});

it('what fails for one of them is tried by the other, and fails there with its own reason or not at all', async () => {
	const shelf = latticeShelf();
	const fail = (why: string) => shelf.find('a', () => Promise.reject(new Error(why)));
	const outcomes = await Promise.allSettled([fail('first'), fail('second'), shelf.find('a', look), shelf.find('a', () => Promise.reject(new Error('never asked')))]);
	expect(outcomes.map(outcome => outcome.status === 'fulfilled' ? 'found' : String(outcome.reason))).toEqual(['Error: first', 'Error: second', 'found', 'found']);
});
