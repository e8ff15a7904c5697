import type {CoveredBox} from './cover-entry.ts';
import {type Mask, unionOf} from './mask.ts';

/** Toggles of the box on which the cost depends; whatever the others are, it is the same. */
export function deciding({low, high, cells}: CoveredBox): Mask {
	return unionOf(cells.flatMap(cell => [cell.low, ~cell.high])) & high & ~low;
}

/** Cost by configuration of these toggles, bit n of the index being the nth of them; the box's others are off, or on, it is all one. */
export function costTable({cells}: CoveredBox, toggles: readonly number[]): Float64Array {
	const costs = new Float64Array(2 ** toggles.length);
	const local = (mask: Mask) => toggles.reduce((bits, position, at) => bits + Number((mask >> BigInt(position)) & 1n) * 2 ** at, 0);
	for (const {low, high, planned: {cost}} of cells) {
		const least = local(low);
		const free = local(high) & ~least;
		// Every subset of what is free, the whole first.
		for (let some = free; ; some = (some - 1) & free) {
			costs[least | some] = cost;
			if (some === 0) {
				break;
			}
		}
	}

	return costs;
}

