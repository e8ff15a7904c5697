import type {Interval} from './interval.ts';
import {bitAt, type Mask, positionsOf} from './mask.ts';

/** All configurations that have `low` and nothing beside `high`. */
export interface Box {
	readonly low: Mask;
	readonly high: Mask;
}

export interface CoverTools {
	/** More cells than this, and there is no cover. */
	readonly most: number;
	/** The widest interval below a configuration. */
	readonly below: (high: Mask) => Promise<Interval>;
}

/**
 * Cells that have every configuration of the box once. What the plan at the top of a box needs is taken away from it, one toggle after the
 * other, those before it kept: these are the boxes that are left. One level of them is asked for at once.
 */
export async function coverBox(box: Box, {most, below}: CoverTools): Promise<readonly Interval[] | null> {
	const cells: Interval[] = [];
	for (let boxes: readonly Box[] = [box]; boxes.length > 0;) {
		if (cells.length + boxes.length > most) {
			return null;
		}

		const found = await Promise.all(boxes.map(async ({low, high}) => ({low, high, interval: await below(high)})));
		const left: Box[] = [];
		for (const {low, high, interval} of found) {
			let kept = low;
			for (const toggle of positionsOf(interval.low & ~low).map(position => bitAt(position))) {
				left.push({low: kept, high: high & ~toggle});
				kept |= toggle;
			}

			cells.push({low: kept, high, planned: interval.planned});
		}

		boxes = left;
	}

	return cells;
}
