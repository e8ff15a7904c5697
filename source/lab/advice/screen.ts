import {allOf, bitAt, type Mask, positionsOf, unionOf} from '../../lattice/mask.ts';
import {eachEntry} from './each-entry.ts';
import type {TogglePlanner, WeighedSubject} from './planner.ts';

/** How often the best are taken away to see what would stand in for them. */
const layers = 3;
/** All combinations of so many are looked at. */
const mostSurvivors = 20;

export interface Screened {
	/** Positions of the toggles that are worth a closer look. */
	readonly survivors: readonly number[];
	/** Read by a plan, but those that promise more took the places. */
	readonly crowdedOut: readonly number[];
}

/**
 * Which toggles any plan would read. With all on, each plan reads the best, those too that pay off only together; what it does not
 * read changes nothing while they are there. Then the same without the ones it read, as a smaller index may do nearly as well.
 */
export async function screen(planner: TogglePlanner, subjects: readonly WeighedSubject[], signal: AbortSignal): Promise<Screened> {
	const all = allOf(planner.toggles.length);
	const found = await eachEntry(subjects, signal, async ({subject, weight}) => peel(planner.under(subject), all, weight));
	const worth = new Map<number, {layer: number; saves: number}>();
	for (const {uses, layer, saves} of found.flat()) {
		for (const position of positionsOf(uses)) {
			const before = worth.get(position);
			worth.set(position, {layer: Math.min(layer, before?.layer ?? layer), saves: saves + (before?.saves ?? 0)});
		}
	}

	const ranked = [...worth].toSorted(([, a], [, b]) => a.layer - b.layer || b.saves - a.saves).map(([position]) => position);
	return {survivors: ranked.slice(0, mostSurvivors).toSorted((a, b) => a - b), crowdedOut: ranked.slice(mostSurvivors)};
}

interface Layer {
	readonly uses: Mask;
	readonly layer: number;
	/** Against none of them on, weighted. */
	readonly saves: number;
}

async function peel(planUnder: ReturnType<TogglePlanner['under']>, all: Mask, weight: number): Promise<readonly Layer[]> {
	const {cost: without} = await planUnder(0n);
	const found: Layer[] = [];
	let on = all;
	for (let layer = 0; layer < layers; layer++) {
		const {uses, cost} = await planUnder(on);
		// Read although it saves nothing: a plan at the same price, found first.
		if (uses === 0n || cost >= without) {
			break;
		}

		found.push({uses, layer, saves: weight * (without - cost)});
		on &= ~uses;
	}

	return found;
}

/** The toggles that are not among these positions. */
export function othersThan(count: number, positions: readonly number[]): readonly number[] {
	const taken = unionOf(positions.map(position => bitAt(position)));
	return positionsOf(allOf(count) & ~taken);
}
