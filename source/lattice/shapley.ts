import type {CoveredBox} from './cover-entry.ts';
import {countOn, type Mask, positionsOf} from './mask.ts';

/**
 * What each toggle of the box saves of the planner's cost: its Shapley value, the mean of what it saves when it comes, over all orders in
 * which they can come. All together they are cost(none) - cost(all). Straight from the cells, for any number of toggles: in a cell
 * that needs `a` toggles and excludes `e`, sets with and without any other cancel out, and of the orders in which exactly these come before
 * and after, each of the `a` is last in a!e!/(a+e)! / a of them, each of the `e` next in as many / e
 * (Shapley, A Value for n-Person Games, 1953, on a sum of such games).
 */
export function shapley({low, high, cells}: CoveredBox): ReadonlyMap<number, number> {
	const free = high & ~low;
	const worth = new Map(positionsOf(free).map(position => [position, 0]));
	const add = (toggles: Mask, cost: number) => {
		for (const position of positionsOf(toggles)) {
			worth.set(position, (worth.get(position) ?? 0) + cost);
		}
	};

	for (const {low: least, high: most, planned: {cost}} of cells) {
		const needed = least & free;
		const excluded = free & ~most;
		const [a, e] = [countOn(needed), countOn(excluded)];
		const share = cost / choose(a + e, a);
		add(needed, -share / a);
		add(excluded, share / e);
	}

	return worth;
}

/** Of so many, how many choices of some; exact as long as doubles are, and then as near as they are. */
function choose(of: number, some: number): number {
	let ways = 1;
	for (let one = 1; one <= Math.min(some, of - some); one++) {
		ways = ways * (of - one + 1) / one;
	}

	return ways;
}
