import {describe, expect, it} from 'vitest';
import {coverEntry} from '../../source/lattice/cover-entry.ts';
import {entryLattice} from '../../source/lattice/entry-lattice.ts';
import {holds} from '../../source/lattice/interval.ts';
import {samePlanned} from '../../source/lattice/planned.ts';
import {seededRandom} from '../statistics/seeded-noise.ts';
import {everyMask} from './model-planner.ts';
import {randomTablePlanner, type TablePlannerShape} from './table-planner.ts';

/** Three tables of three toggles: 512 configurations, of which some tests of pairs of tables are spared. */
const shape = {tables: 3, togglesEach: 3};
const planners = 20;

async function wrongOf(random: () => number, voices: TablePlannerShape['voices']): Promise<{readonly wrong: number; readonly explained: number}> {
	const {tables, all, plan} = randomTablePlanner(random, {...shape, voices});
	const lattice = await entryLattice(async on => Promise.resolve(plan(on)), all, {tables});
	const {boxes: [box]} = await coverEntry(lattice, tables);
	const explained = lattice.explained();
	let wrong = 0;
	for (const on of everyMask(shape.tables * shape.togglesEach)) {
		const truth = plan(on);
		const cells = box?.cells.filter(cell => holds(cell, on)) ?? [];
		const {planned} = await lattice.ask(on);
		wrong += cells.length === 1 && cells.every(cell => samePlanned(cell.planned, truth)) && samePlanned(planned, truth) ? 0 : 1;
	}

	return {wrong, explained};
}

describe('the combinations of three tables, some of whose intervals are tested for the others', () => {
	it.each<readonly [string, TablePlannerShape['voices']]>([
		['nothing speaks', []],
		['one toggle tells how many rows a table has', [{about: 'rows', toggles: 1}]],
		['either of two tells it, and the other hides it from the probe', [{about: 'rows', toggles: 2}]],
		['any of all three tells it', [{about: 'rows', toggles: 3}]],
		['two pairs tell of their tables', [{about: 'rows', toggles: 2}, {about: 'rows', toggles: 2}]],
		['a pair and one by itself tell of theirs', [{about: 'rows', toggles: 2}, {about: 'rows', toggles: 1}]],
	])('are right, every one of them, where %s', async (_, voices) => {
		const random = seededRandom(19);
		for (let round = 0; round < planners; round++) {
			expect(await wrongOf(random, voices)).toEqual({wrong: 0, explained: expect.any(Number) as unknown});
		}
	});

	it('take hardly more EXPLAINs than they have plans', async () => {
		const random = seededRandom(23);
		let [explained, plans] = [0, 0];
		for (let round = 0; round < planners; round++) {
			const {plan, tables, all} = randomTablePlanner(random, {tables: 4, togglesEach: 3, voices: []});
			const lattice = await entryLattice(async on => Promise.resolve(plan(on)), all, {tables});
			const {boxes: [box]} = await coverEntry(lattice, tables);
			explained += lattice.explained();
			plans += box?.cells.length ?? 0;
		}

		expect(explained).toBeLessThan(plans * 1.6);
	});
});
