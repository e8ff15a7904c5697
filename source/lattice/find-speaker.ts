import type {Interval} from './interval.ts';
import {bitAt, type Mask, positionsOf, unionOf} from './mask.ts';
import {type Planned, samePlanned} from './planned.ts';

/** Of the toggles between two configurations that should have had the same plan, one whose going changes it: log2 of them EXPLAINs. */
export async function findSpeaker(plan: (on: Mask) => Promise<Planned>, {low, high, planned}: Interval): Promise<Mask> {
	const between = positionsOf(high & ~low).map(position => bitAt(position));
	const without = (count: number) => high & ~unionOf(between.slice(0, count));
	let [same, other] = [0, between.length];
	while (other - same > 1) {
		const middle = (same + other) >> 1;
		if (samePlanned(await plan(without(middle)), planned)) {
			same = middle;
		} else {
			other = middle;
		}
	}

	return between[same] ?? 0n;
}
