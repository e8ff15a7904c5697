import {describe, expect, it} from 'vitest';
import {coverEntry} from '../../source/lattice/cover-entry.ts';
import {entryLattice, type LatticeGrounds} from '../../source/lattice/entry-lattice.ts';
import {allOf, type Mask, positionsOf} from '../../source/lattice/mask.ts';
import type {PlanUnder} from '../../source/lattice/planned.ts';
import {sizeOf, type Toggle} from '../../source/lattice/toggle.ts';
import type {WorkloadEntry} from '../../source/lattice/workload-entry.ts';
import {tablesOf, usualWishes, workloadLattice} from '../../source/lattice/workload-lattice.ts';
import {worstEntry, worstUnder} from '../../source/lattice/worst-entry.ts';
import {seededRandom} from '../statistics/seeded-noise.ts';
import {everyMask, modelPlanner, randomWays, type Way} from './model-planner.ts';

const toggle = (key: string, table: string, bytes: number): Toggle => ({key, table, bytes, walBytes: null});
/** Bits 0 to 4. */
const toggles = [toggle('a', 'shots', 100), toggle('b', 'shots', 50), toggle('c', 'shots', 200), toggle('d', 'scenes', 400), toggle('e', 'scenes', 10)];
const [shots, scenes] = [0b00111n, 0b11000n];
const all = allOf(5);

async function entry(name: string, weight: number, plan: PlanUnder, limits?: Partial<LatticeGrounds>): Promise<WorkloadEntry> {
	const lattice = await entryLattice(plan, all, limits);
	return {name, weight, lattice, cover: await coverEntry(lattice, tablesOf(toggles))};
}

const ways = (none: number, ...others: ReadonlyArray<readonly [Mask, number]>): readonly Way[] => [{uses: 0n, cost: none}, ...others.map(([uses, cost]) => ({uses, cost}))];

/** Worked out by hand, on paper: `a` and `b` do the same for the first, `c` all for the second, `d` hardly anything for the third. */
const byHand = () => Promise.all([
	entry('twins', 2, modelPlanner(ways(100, [0b1n, 10], [0b10n, 10.5]), shots).plan),
	entry('single', 1, modelPlanner(ways(50, [0b100n, 5]), shots).plan),
	entry('hardly', 1, modelPlanner(ways(40, [0b1000n, 39.8]), scenes).plan),
]);

const names = (on: Mask) => positionsOf(on).map(position => toggles[position]?.key).join('');

describe('a small workload, worked out by hand', () => {
	it('costs with all, and with none', async () => {
		const {all: {cost, bytes, indexes, walBytes}, none, claim} = await workloadLattice(await byHand(), toggles, usualWishes);
		expect(cost).toBeCloseTo(2 * 10 + 5 + 39.8, 9);
		expect(none.cost).toBeCloseTo(290, 9);
		expect({bytes, indexes, walBytes, claim}).toEqual({bytes: 760, indexes: 5, walBytes: null, claim: 'every combination'});
	});

	it('keeps every plan without b and e, and gets by with less for a little more', async () => {
		const {choices, unmet} = await workloadLattice(await byHand(), toggles, usualWishes);
		expect(choices.map(({wish, on, cost, bytes}) => [wish.kind === 'within' ? wish.share : wish.kind, names(on), Math.round(cost * 10) / 10, bytes])).toEqual([
			['same plans', 'acd', 64.8, 700],
			[0, 'acd', 64.8, 700],
			[0.01, 'ac', 65, 300],
			[0.05, 'bc', 66, 250],
			[0.1, 'bc', 66, 250],
		]);
		expect(unmet).toEqual([]);
	});

	it('has on its front what writes less, too, once that is known of each', async () => {
		const logged = [20, 90, 40, 60, 30];
		const priced = toggles.map((one, at): Toggle => ({...one, bytes: at === 0 ? 50 : one.bytes, walBytes: logged[at] ?? null}));
		const {front: {points}, all: {walBytes}} = await workloadLattice(await byHand(), priced, []);
		expect(walBytes).toBe(240);
		// As small as a, b costs more and writes more: nothing speaks for it any more.
		expect(points.map(({on, walBytes: log}) => [names(on), log])).toEqual([['acd', 120], ['ac', 60], ['a', 20], ['', 0]]);
		const cheap = priced.map((one, at): Toggle => ({...one, walBytes: at === 1 ? 5 : one.walBytes}));
		expect((await workloadLattice(await byHand(), cheap, [])).front.points.map(({on}) => names(on))).toEqual(['acd', 'ac', 'bc', 'a', 'b', '']);
	});

	it('is the whole front by brute force, in cost, size, number and what is written', async () => {
		const random = seededRandom(23);
		for (let round = 0; round < 20; round++) {
			const priced = toggles.map((one): Toggle => ({...one, bytes: 1 + Math.floor(random() * 5), walBytes: Math.floor(random() * 5)}));
			const entries = [await entry('one', 1, modelPlanner(randomWays(random, 3), shots).plan), await entry('two', 3, modelPlanner(randomWays(random, 5), all).plan)];
			const {front} = await workloadLattice(entries, priced, []);
			const figures = await Promise.all(everyMask(5).map(async on => {
				const answers = await Promise.all(entries.map(async ({lattice, weight}) => weight * (await lattice.ask(on)).planned.cost));
				const {bytes, indexes, walBytes} = sizeOf(on, priced);
				return [Number(answers.reduce((sum, cost) => sum + cost, 0).toFixed(6)), bytes, indexes, walBytes ?? 0];
			}));
			const beats = (a: readonly number[], b: readonly number[]) => a.every((value, at) => value <= (b[at] ?? 0)) && a.some((value, at) => value < (b[at] ?? 0));
			const best = new Set(figures.filter(one => !figures.some(other => beats(other, one))).map(one => JSON.stringify(one)));
			expect(new Set(front.points.map(({cost, bytes, indexes, walBytes}) => JSON.stringify([Number(cost.toFixed(6)), bytes, indexes, walBytes])))).toEqual(best);
		}
	});

	it('has a front of six, of which none beats another', async () => {
		const {front} = await workloadLattice(await byHand(), toggles, []);
		expect(front.points.map(({on, cost, bytes, indexes}) => [names(on), Math.round(cost * 10) / 10, bytes, indexes])).toEqual([
			['acd', 64.8, 700, 3], ['ac', 65, 300, 2], ['bc', 66, 250, 2], ['a', 110, 100, 1], ['b', 111, 50, 1], ['', 290, 0, 0],
		]);
		expect(front.thinned).toBe(false);
	});

	it('keeps to limits of room and number, and says when there is nothing that does', async () => {
		const limits = (bytes: number | null, indexes: number | null) => ({kind: 'limits' as const, bytes, indexes});
		const {choices} = await workloadLattice(await byHand(), toggles, [limits(null, 1), limits(60, null), limits(260, 2)]);
		expect(choices.slice(1).map(({on}) => names(on))).toEqual(['a', 'b', 'bc']);
		const {unmet} = await workloadLattice(await byHand(), toggles, [{kind: 'within', share: -0.5}]);
		expect(unmet).toEqual([{kind: 'within', share: -0.5}]);
	});

	it('shares the whole saving among the indexes, and says what each is missed for', async () => {
		const {indexes, all: {cost}, none} = await workloadLattice(await byHand(), toggles, []);
		const rounded = (value: number | null) => value === null ? null : Math.round(value * 1000) / 1000;
		expect(indexes.map(({toggle: {key}, shapley, dropAlone, verdict}) => [key, rounded(shapley), rounded(dropAlone), verdict.kind])).toEqual([
			['a', 90.5, 1, 'one of'], ['b', 89.5, 0, 'spare'], ['c', 45, 45, 'keep'], ['d', 0.2, 0.2, 'little'], ['e', 0, 0, 'unused'],
		]);
		expect(indexes.reduce((sum, {shapley}) => sum + (shapley ?? Number.NaN), 0)).toBeCloseTo(none.cost - cost, 9);
		expect(indexes[0]?.stakes).toEqual([{kind: 'would miss', read: true, times: 1.05}, {kind: 'indifferent'}, {kind: 'indifferent'}]);
		expect(indexes[1]?.stakes[0]).toEqual({kind: 'stands in'});
	});

	it('says of which indexes at least one has to stay', async () => {
		const {groups} = await workloadLattice(await byHand(), toggles, []);
		expect(groups.map(({toggles: some, missedBy, saves}) => ({some: names(some), missedBy, saves}))).toEqual([
			{some: 'ab', missedBy: [{entry: 'twins', times: 10}], saves: 180},
		]);
	});
});

describe('what stands in for an index that is missed by itself', () => {
	/** a saves most; without it b or c do for less; d where all three are off; e hardly, ever. */
	const ladder = () => entry('ladder', 1, modelPlanner(ways(459, [0b1n, 27], [0b10n, 71], [0b100n, 71], [0b1000n, 215], [0b10000n, 455]), all).plan);

	it('is in a group with it, as one of them has to stay', async () => {
		const {groups} = await workloadLattice([await ladder()], toggles, []);
		expect(groups.map(({toggles: some, missedBy: [worst]}) => [names(some), worst?.times])).toEqual([['abcd', 455 / 27], ['abc', 215 / 27]]);
	});

	it('can go while another stays, and is hardly missed only where that is so in every combination', async () => {
		const {indexes, groups} = await workloadLattice([await ladder()], toggles, []);
		expect(indexes.map(({verdict}) => verdict.kind)).toEqual(['keep', 'spare', 'spare', 'spare', 'spare']);
		const grouped = indexes.map(({verdict}) => verdict.kind === 'spare' ? verdict.groups.map(group => names(group.toggles)) : null);
		expect(grouped[1]).toEqual(['abc']);
		expect(grouped[3]).toEqual(['abcd']);
		expect(grouped[4]).toEqual([]);
		expect(groups.every(({toggles: some}) => !names(some).includes('e'))).toBe(true);
	});

	it('is none where two are missed each by itself', async () => {
		const both = await entry('join', 1, modelPlanner(ways(100, [0b1n, 60], [0b1000n, 60], [0b1001n, 10]), all).plan);
		expect((await workloadLattice([both], toggles, [])).groups).toEqual([]);
	});
});

describe('at the same cost', () => {
	it('is no set for which any query pays, however dear another one is', async () => {
		const entries = [
			await entry('huge', 1, modelPlanner(ways(6e12, [0b1000n, 5e12]), scenes).plan),
			await entry('small', 1, modelPlanner(ways(1500, [0b1n, 8]), shots).plan),
		];
		const {choices} = await workloadLattice(entries, toggles, [{kind: 'within', share: 0}, {kind: 'within', share: 0.01}]);
		expect(choices.map(({on}) => names(on))).toEqual(['ad', 'ad', 'd']);
	});

	it('is of two alike the one that changes no plan', async () => {
		const alike = toggles.map((one): Toggle => ({...one, bytes: 100}));
		// Of the same cost: the planner takes the second.
		const twins = await entry('twins', 1, modelPlanner(ways(100, [0b10n, 10], [0b1n, 10]), shots).plan);
		const {choices, front, indexes} = await workloadLattice([twins], alike, usualWishes);
		expect(choices.map(({on}) => names(on))).toEqual(['b', 'b', 'b', 'b', 'b']);
		expect(front.points.map(({on}) => names(on))).toEqual(['b', '']);
		expect(indexes.slice(0, 2).map(({verdict}) => verdict.kind)).toEqual(['spare', 'one of']);
	});
});

describe('a bound on every single query', () => {
	it('leaves the smallest set, and the cheapest within limits, in which none costs more than so many times, by trying every one', async () => {
		const random = seededRandom(41);
		const met = {yes: 0, no: 0, otherwise: 0};
		for (let round = 0; round < 30; round++) {
			const sized = toggles.map((one): Toggle => ({...one, bytes: 1 + Math.floor(random() * 9)}));
			const planners = [modelPlanner(randomWays(random, 3), shots), modelPlanner(randomWays(random, 5), all), modelPlanner(randomWays(random, 5), all)];
			const entries = await Promise.all(planners.map(({plan}, at) => entry(`query ${at}`, 10 ** at, plan)));
			const each = [1, 1.3, 2, 4][round % 4] ?? 1;
			const combinations = (await Promise.all(everyMask(5).map(async on => {
				const costs = await Promise.all(planners.map(async ({plan}) => (await plan(on)).cost));
				return {costs, cost: costs.reduce((sum, cost, at) => sum + 10 ** at * cost, 0), ...sizeOf(on, sized)};
			})));
			const top = combinations.at(-1);
			const bounded = combinations.filter(({costs}) => costs.every((cost, at) => cost <= (top?.costs[at] ?? 0) * each + 0.0101));
			const wishes = [{kind: 'within' as const, share: 0.5}, {kind: 'limits' as const, bytes: 12, indexes: 2}];
			const {choices, unmet, front} = await workloadLattice(entries, sized, wishes, each);
			const [, within] = choices;
			const enough = bounded.filter(({cost}) => cost <= (top?.cost ?? 0) * 1.5 * (1 + 1e-9));
			expect(within?.bytes).toBe(Math.min(...enough.map(({bytes}) => bytes)));
			const small = bounded.filter(({bytes, indexes}) => bytes <= 12 && indexes <= 2).map(({cost}) => cost);
			const limited = choices.find(({wish}) => wish.kind === 'limits');
			expect(limited?.cost ?? null).toEqual(small.length === 0 ? null : expect.closeTo(Math.min(...small), 0) as unknown);
			expect(unmet).toEqual(small.length === 0 ? [wishes[1]] : []);
			expect(front.points.filter(({cost}) => cost === Number.POSITIVE_INFINITY)).toEqual([]);
			met[small.length === 0 ? 'no' : 'yes']++;
			met.otherwise += Number((await workloadLattice(entries, sized, wishes)).choices[1]?.on !== within?.on);
		}

		// The bound was met and was not, and it made a difference.
		expect(Object.values(met).every(count => count > 3)).toBe(true);
	});

	it('holds for a cheap query beside a huge one, which alone the sum would show', async () => {
		const entries = [
			await entry('huge', 1, modelPlanner(ways(6e6, [0b1000n, 5e6]), scenes).plan),
			await entry('small', 1, modelPlanner(ways(1500, [0b1n, 8], [0b10n, 12]), shots).plan),
		];
		const within = [{kind: 'within' as const, share: 0.05}];
		const chosen = async (each: number | null) => (await workloadLattice(entries, toggles, within, each)).choices[1];
		const [free, bounded, tight] = [await chosen(null), await chosen(2), await chosen(1.2)];
		expect([free, bounded, tight].map(choice => names(choice?.on ?? 0n))).toEqual(['d', 'bd', 'ad']);
		expect(worstEntry(entries, (_, at) => free?.answers[at]?.planned.cost ?? null)).toEqual({entry: 'small', times: 187.5});
		expect(worstUnder(entries, bounded?.on ?? 0n)).toEqual({entry: 'small', times: 1.5});
		expect(worstUnder(entries, tight?.on ?? 0n)).toBeNull();
	});

	it('is asked of what is planned, where combinations are too many', async () => {
		const both = modelPlanner(ways(100, [0b1n, 50], [0b1000n, 50], [0b1001n, 10]), all);
		const genetic = await entry('genetic', 1, async on => ({...await both.plan(on), genetic: true}), {mostCells: 2000, mostByForce: 8});
		const {choices: [, within], unmet} = await workloadLattice([genetic], toggles, [{kind: 'within', share: 20}, {kind: 'limits', bytes: null, indexes: 0}], 5);
		expect(within?.cost).toBe(50);
		expect(unmet).toEqual([{kind: 'limits', bytes: null, indexes: 0}]);
	});
});

it('costs that differ by no more than EXPLAIN rounds them are one cost', async () => {
	// Somebody who is printed a hundredth more pays no more: the small one does.
	const entries = [await entry('either', 1, modelPlanner(ways(100, [0b1n, 10], [0b10n, 10.01]), shots).plan), await entry('dear', 50, modelPlanner(ways(90, [0b100n, 5], [0b1000n, 5.2]), all).plan)];
	const {choices, front: {points}} = await workloadLattice(entries, toggles, [{kind: 'within', share: 0}]);
	expect(choices.map(({on}) => names(on))).toEqual(['ac', 'bc']);
	expect(points.map(({on}) => names(on))).toEqual(['bc', 'c', 'b', '']);
});

describe('what is called best', () => {
	it('is the best of all combinations, by trying every one', async () => {
		const random = seededRandom(3);
		for (let round = 0; round < 10; round++) {
			const planners = [modelPlanner(randomWays(random, 3), shots), modelPlanner(randomWays(random, 3), shots), modelPlanner(randomWays(random, 5), all)];
			const entries = await Promise.all(planners.map(({plan}, at) => entry(`query ${at}`, at + 1, plan)));
			const {choices, front, all: {cost: allCost}} = await workloadLattice(entries, toggles, usualWishes);
			const combinations = await Promise.all(everyMask(5).map(async on => {
				const costs = await Promise.all(planners.map(({plan}) => plan(on)));
				return {on, cost: costs.reduce((sum, {cost}, at) => sum + (at + 1) * cost, 0), ...sizeOf(on, toggles)};
			}));
			for (const {wish, bytes, cost} of choices) {
				const limit = wish.kind === 'within' ? allCost * (1 + wish.share) * (1 + 1e-9) : allCost;
				expect(cost).toBeLessThanOrEqual(limit);
				if (wish.kind === 'within') {
					expect(bytes).toBe(Math.min(...combinations.filter(other => other.cost <= limit).map(other => other.bytes)));
				}
			}

			const beaten = (one: {readonly cost: number; readonly bytes: number; readonly indexes: number}) => combinations.some(other =>
				other.cost < one.cost - 1e-9 && other.bytes <= one.bytes && other.indexes <= one.indexes);
			expect(front.points.filter(point => beaten(point))).toEqual([]);
			for (const one of combinations) {
				expect(front.points.some(point => point.cost <= one.cost + 1e-9 && point.bytes <= one.bytes && point.indexes <= one.indexes)).toBe(true);
			}
		}
	});

	it('is planned for real, and looked for again when the planner says otherwise', async () => {
		// Everything that can be inferred says that the first needs nothing but a. With a and b and nothing else it goes without.
		const odd = modelPlanner(ways(100, [0b1n, 10]), all, (on, same) => on === 0b11n ? ways(100) : same);
		const honest = modelPlanner(ways(10, [0b10n, 9.9]), shots);
		const entries = [await entry('odd', 1, odd.plan), await entry('honest', 1, honest.plan)];
		expect(entries[0]?.lattice.exact()).toBeNull();
		const {choices, claim} = await workloadLattice(entries, toggles, [{kind: 'within', share: 0.5}]);
		expect(entries[0]?.lattice.exact()).toBe('mismatch');
		expect(claim).toBe('every combination');
		expect(choices.map(({on, cost, answers}) => [names(on), cost, answers.map(({how}) => how.kind)])).toEqual([
			['abcde', 19.9, ['planned', 'planned']],
			['a', 20, ['planned', 'planned']],
		]);
	});

	it('is best table by table where combinations are too many, said to be so, and planned together', async () => {
		const both = modelPlanner(ways(100, [0b1n, 50], [0b1000n, 50], [0b1001n, 10]), all);
		const genetic = await entry('genetic', 1, async on => ({...await both.plan(on), genetic: true}), {mostCells: 2000, mostByForce: 8});
		const {claim, choices, indexes, front} = await workloadLattice([genetic], toggles, [{kind: 'within', share: 0}]);
		expect(claim).toBe('table by table');
		expect(choices.map(({on, cost}) => [names(on), cost])).toEqual([['ad', 10], ['ad', 10]]);
		expect(indexes.map(({verdict}) => verdict.kind)).toEqual(['keep', 'not known', 'not known', 'keep', 'not known']);
		expect(front.points.length).toBeGreaterThan(1);
	});
});
