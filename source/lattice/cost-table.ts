import type {CoveredBox} from './cover-entry.ts';
import {isNoMore} from './costs-no-more.ts';
import {type Mask, unionOf} from './mask.ts';

/** Toggles of the box on which the cost depends; whatever the others are, it is the same. */
export function deciding({low, high, cells}: CoveredBox): Mask {
	return unionOf(cells.flatMap(cell => [cell.low, ~cell.high])) & high & ~low;
}

/** What `priceOf` makes of the cost, by configuration of these toggles, bit n of the index being the nth of them; the box's others are off, or on, it is all one. */
export function costTable({cells}: CoveredBox, toggles: readonly number[], priceOf: (cost: number) => number): Float64Array {
	const costs = new Float64Array(2 ** toggles.length);
	const local = (mask: Mask) => toggles.reduce((bits, position, at) => bits + Number((mask >> BigInt(position)) & 1n) * 2 ** at, 0);
	for (const {low, high, planned: {cost}} of cells) {
		const least = local(low);
		const free = local(high) & ~least;
		const price = priceOf(cost);
		// Every subset of what is free, the whole first.
		for (let some = free; ; some = (some - 1) & free) {
			costs[least | some] = price;
			if (some === 0) {
				break;
			}
		}
	}

	return costs;
}

/** The least of the costs that are no more than it, of these: what differs only as EXPLAIN rounds it is one cost. */
export function level({cells}: CoveredBox): (cost: number) => number {
	const levels = new Map<number, number>();
	let least = Number.NEGATIVE_INFINITY;
	for (const cost of [...new Set(cells.map(({planned}) => planned.cost))].toSorted((a, b) => a - b)) {
		least = isNoMore(cost, least) ? least : cost;
		levels.set(cost, least);
	}

	return cost => levels.get(cost) ?? cost;
}
