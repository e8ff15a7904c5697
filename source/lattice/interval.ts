import {isWithin, type Mask} from './mask.ts';
import type {Planned} from './planned.ts';

/**
 * All configurations between two. A plan that is best under `high` and needs only `low` is best under each of them: the planner
 * chooses the cheapest, and taking away what it did not choose leaves it the same choice.
 */
export interface Interval {
	readonly low: Mask;
	readonly high: Mask;
	readonly planned: Planned;
}

export function holds({low, high}: Pick<Interval, 'low' | 'high'>, on: Mask): boolean {
	return isWithin(low, on) && isWithin(on, high);
}
