import {describe, expect, it} from 'vitest';
import {costAt} from '../../source/lattice/cost-at.ts';
import {coverEntry} from '../../source/lattice/cover-entry.ts';
import {entryLattice} from '../../source/lattice/entry-lattice.ts';
import {holds} from '../../source/lattice/interval.ts';
import {allOf, type Mask} from '../../source/lattice/mask.ts';
import {samePlanned} from '../../source/lattice/planned.ts';
import {shapley} from '../../source/lattice/shapley.ts';
import {seededRandom} from '../statistics/seeded-noise.ts';
import {everyMask, modelPlanner, randomWays, shapleyByDefinition, type Way} from './model-planner.ts';

const toggles = 8;
const all = allOf(toggles);

describe('an entry under all combinations', () => {
	it('is answered as the planner would, every one of them, with a part of the EXPLAINs', async () => {
		const random = seededRandom(7);
		let asked = 0;
		for (let round = 0; round < 8; round++) {
			const planner = modelPlanner(randomWays(random, toggles), all);
			const lattice = await entryLattice(planner.plan, all);
			const {boxes: [box], scope} = await coverEntry(lattice, [all]);
			asked += lattice.explained();
			expect(planner.asked).toHaveLength(lattice.explained());
			expect(scope).toBe('all');
			for (const on of everyMask(toggles)) {
				const truth = await planner.plan(on);
				const cells = box?.cells.filter(cell => holds(cell, on)) ?? [];
				expect(cells).toHaveLength(1);
				expect(samePlanned(cells[0]?.planned ?? truth, truth)).toBe(true);
				expect((await lattice.ask(on)).planned).toEqual(truth);
			}
		}

		expect(asked).toBeLessThan(8 * 2 ** toggles / 4);
	});

	it('is asked about one of them alone, and says between which two planned ones the answer lies', async () => {
		const planner = modelPlanner([{uses: 0n, cost: 100}, {uses: 0b1n, cost: 10}, {uses: 0b10n, cost: 20}], all);
		const lattice = await entryLattice(planner.plan, all);
		const before = planner.asked.length;
		const answer = await lattice.ask(0b0111_0010n);
		expect(answer.planned.cost).toBe(20);
		expect(answer.how).toEqual({kind: 'interval', low: 0b10n, high: 0b1111_1110n});
		// Both ends of two intervals at the most: of the seven toggles the plan does not read none is looked at.
		expect(planner.asked.length - before).toBeLessThanOrEqual(3);
	});

	it('has toggles of tables that it does not read, and leaves them alone', async () => {
		const planner = modelPlanner([{uses: 0n, cost: 100}, {uses: 0b1n, cost: 10}], 0b11n);
		const lattice = await entryLattice(planner.plan, all);
		expect(lattice.relevant).toBe(0b11n);
		const cover = await coverEntry(lattice, [0b11n, 0b1111_1100n]);
		expect(cover.boxes).toHaveLength(1);
		expect(costAt(cover, 0b10n)).toBe(100);
		expect((await lattice.ask(0b1000_0001n)).planned.cost).toBe(10);
	});
});

describe('an index that speaks without being read', () => {
	/** While toggle 0 is there a join is removed; nobody reads it. */
	const removesJoin = modelPlanner([{uses: 0n, cost: 100}, {uses: 0b10n, cost: 60}], all, (on, ways) => (on & 1n) === 1n ? [{uses: 0n, cost: 40}] : ways);

	it('is found by the probe, and intervals hold only where it is as it was', async () => {
		const lattice = await entryLattice(removesJoin.plan, all);
		expect(lattice.pinned()).toBe(1n);
		expect(lattice.needs()).toBe(1n);
		for (const on of everyMask(toggles)) {
			expect((await lattice.ask(on)).planned).toEqual(await removesJoin.plan(on));
		}
	});

	/** Either of 0 and 1 tells of some ways what they would cost: `times` as much while neither is there. */
	const eitherTells = (ways: readonly Way[], uses: Mask, times: number) => modelPlanner(
		ways,
		all,
		(on, same) => (on & 0b11n) === 0n ? same.map(way => way.uses === uses ? {...way, cost: way.cost * times} : way) : same,
	);

	it.each([
		['they tell of a plan that only goes with two others', eitherTells([{uses: 0n, cost: 500}, {uses: 0b100n, cost: 50}, {uses: 0b1_1000n, cost: 90}], 0b1_1000n, 1.5), [all]],
		['that plan reads two of three tables', eitherTells([{uses: 0n, cost: 500}, {uses: 0b100n, cost: 50}, {uses: 0b1_1000n, cost: 90}], 0b1_1000n, 1.5), [0b111n, 0b11000n, 0b1110_0000n]],
	])('is found at an interval\'s lower end when two of them hide each other from the probe: %s', async (_, pair, tables) => {
		const lattice = await entryLattice(pair.plan, all, {tables});
		expect(lattice.pinned()).toBe(0n);
		const cover = await coverEntry(lattice, tables);
		expect(lattice.pinned()).not.toBe(0n);
		for (const on of everyMask(toggles)) {
			expect(costAt(cover, on)).toBe((await pair.plan(on)).cost);
		}
	});

	it('is found when a plan that was asked for anyway is not that of its cell', async () => {
		// Without both of them the way over 2 is the cheapest; no interval's lower end has it.
		const pair = eitherTells([{uses: 0n, cost: 100}, {uses: 0b100n, cost: 120}], 0b100n, 0.5);
		const lattice = await entryLattice(pair.plan, all);
		expect(lattice.pinned()).toBe(0n);
		const cover = await coverEntry(lattice, [all]);
		for (const on of everyMask(toggles)) {
			expect(costAt(cover, on)).toBe((await pair.plan(on)).cost);
		}
	});

	it('is found by the probe alone when it changes only what another plan would cost', async () => {
		// While 0 is there the way over 1 looks dear; nothing that is chosen with all on depends on it, at either end.
		const alternative = modelPlanner(
			[{uses: 0n, cost: 100}, {uses: 0b10n, cost: 80}],
			all,
			(on, ways) => (on & 1n) === 1n ? ways.map(({uses, cost}) => ({uses, cost: uses === 0b10n ? 120 : cost})) : ways,
		);
		const lattice = await entryLattice(alternative.plan, all);
		expect(lattice.pinned()).toBe(1n);
		expect((await lattice.ask(0b10n)).planned.cost).toBe(80);
		expect((await lattice.ask(0b11n)).planned.cost).toBe(100);
	});
});

describe('where nothing can be inferred', () => {
	/** Whether the plan is the best depends on chance: on all toggles at once. */
	const byChance = modelPlanner([{uses: 0n, cost: 100}], all, on => [{uses: 0n, cost: 10 + Number((on * 2_654_435_761n) % 97n)}]);

	it('a genetic join search is recognised, and each configuration planned by itself', async () => {
		const lattice = await entryLattice(async on => ({...await byChance.plan(on), genetic: true}), all);
		expect(lattice.exact()).toBe('genetic join search');
		const cover = await coverEntry(lattice, [all]);
		for (const on of everyMask(toggles)) {
			expect(costAt(cover, on)).toBe((await byChance.plan(on)).cost);
			expect((await lattice.ask(on)).how).toEqual({kind: 'planned'});
		}
	});

	it('a plan that is not the inferred one ends all inferring', async () => {
		// Only one configuration is otherwise, and no probe comes by.
		const odd = 0b0101_0100n;
		const planner = modelPlanner([{uses: 0n, cost: 100}, {uses: 0b1n, cost: 10}], all, (on, ways) => on === odd ? [{uses: 0n, cost: 7}] : ways);
		const lattice = await entryLattice(planner.plan, all);
		expect((await lattice.ask(odd)).planned.cost).toBe(100);
		expect((await lattice.check(odd)).planned.cost).toBe(7);
		expect(lattice.exact()).toBe('mismatch');
		expect((await lattice.ask(odd)).planned.cost).toBe(7);
		expect(costAt(await coverEntry(lattice, [all]), odd)).toBe(7);
	});

	it('and where they are too many, each table\'s are looked at with all others on, and that is said', async () => {
		const [left, right] = [0b1111n, 0b1111_0000n];
		const limits = {mostCells: 2000, mostByForce: 16};
		const lattice = await entryLattice(async on => ({...await byChance.plan(on), genetic: true}), all, limits);
		const cover = await coverEntry(lattice, [left, right]);
		expect(cover.scope).toBe('by table');
		expect(cover.boxes.map(({low}) => low)).toEqual([right, left]);
		expect(costAt(cover, left)).toBe((await byChance.plan(left)).cost);
		expect(costAt(cover, 0b0011_0011n)).toBeNull();
		const none = await coverEntry(await entryLattice(async on => ({...await byChance.plan(on), genetic: true}), all, {...limits, mostByForce: 8}), [left, right]);
		expect(none).toEqual({scope: 'none', boxes: []});
	});
});

describe('the port', () => {
	it('fails once and answers later: what failed is not remembered', async () => {
		const planner = modelPlanner([{uses: 0n, cost: 100}, {uses: 0b1n, cost: 10}, {uses: 0b10n, cost: 20}], all);
		let broken = false;
		const lattice = await entryLattice(async on => broken ? Promise.reject(new Error('lock')) : planner.plan(on), all);
		broken = true;
		await expect(lattice.check(0b0110_0000n)).rejects.toThrow('lock');
		broken = false;
		expect((await lattice.check(0b0110_0000n)).planned.cost).toBe(100);
	});
});

describe('the Shapley values of an entry', () => {
	it('are those of the definition, and together cost(none) - cost(all)', async () => {
		const random = seededRandom(11);
		for (let round = 0; round < 20; round++) {
			const planner = modelPlanner(randomWays(random, toggles), all);
			const lattice = await entryLattice(planner.plan, all);
			const {boxes: [box]} = await coverEntry(lattice, [all]);
			const values = box === undefined ? [] : [...shapley(box).values()];
			const truth = new Map(await Promise.all(everyMask(toggles).map(async on => [on, await planner.plan(on)] as const)));
			for (const [at, value] of shapleyByDefinition(toggles, truth).entries()) {
				expect(values[at]).toBeCloseTo(value, 6);
			}

			expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(lattice.bottom.cost - lattice.top.cost, 6);
		}
	});

	it('need no enumeration: forty toggles are no more work than four', async () => {
		const many = allOf(40);
		const ways = [{uses: 0n, cost: 100}, {uses: 1n << 39n, cost: 10}, {uses: (1n << 20n) | 1n, cost: 40}];
		const planner = modelPlanner(ways, many);
		const lattice = await entryLattice(planner.plan, many);
		const {boxes: [box]} = await coverEntry(lattice, [many]);
		const values = box === undefined ? new Map<number, number>() : shapley(box);
		// By hand: 39 saves 90 alone and 60 after the two; which come both before it in a third of the orders.
		expect(values.get(39)).toBeCloseTo(90 * 2 / 3 + 30 / 3, 9);
		expect(values.get(0)).toBeCloseTo(60 / 6, 9);
		expect(values.get(20)).toBeCloseTo(60 / 6, 9);
		expect(values.get(7)).toBe(0);
	});
});
