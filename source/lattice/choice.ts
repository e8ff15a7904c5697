import {costsNoMore, eachCostsNoMore, rounding} from './costs-no-more.ts';
import type {Answer} from './entry-lattice.ts';
import type {Front, FrontPoint} from './front.ts';
import type {Mask} from './mask.ts';
import {type Size, sizeOf, type Toggle} from './toggle.ts';
import type {WorkloadEntry} from './workload-entry.ts';

/** What a set of indexes was looked for by. */
export type Wish =
	/** As many as can go with every plan staying what it is. */
	| {readonly kind: 'same plans'}
	/** The smallest whose weighted cost is at most so much above that of all on; a fraction. At 0 no entry may cost more. */
	| {readonly kind: 'within'; readonly share: number}
	/** The cheapest that keeps to these limits; bytes and a number, null: no limit. */
	| {readonly kind: 'limits'; readonly bytes: number | null; readonly indexes: number | null};

/** A set of indexes with what every entry would do with it, each planned for real. */
export interface Choice extends Size {
	readonly wish: Wish;
	readonly on: Mask;
	readonly off: Mask;
	/** Weighted, as planned. */
	readonly cost: number;
	/** In the entries' order. */
	readonly answers: readonly Answer[];
}

export interface ChoiceGrounds {
	readonly entries: readonly WorkloadEntry[];
	readonly toggles: readonly Toggle[];
	/** Every toggle on. */
	readonly all: Mask;
}

/** Plans every entry under the configuration, whatever was inferred of it. */
export async function choiceOf(wish: Wish, on: Mask, {entries, toggles, all}: ChoiceGrounds): Promise<Choice> {
	const answers = await Promise.all(entries.map(async ({lattice}) => lattice.check(on)));
	const cost = answers.reduce((sum, {planned}, at) => sum + (entries[at]?.weight ?? 0) * planned.cost, 0);
	return {wish, on, off: all & ~on, cost, answers, ...sizeOf(on, toggles)};
}

/** By what it is known whether a set is what was wished for. */
export interface Measure {
	readonly entries: readonly WorkloadEntry[];
	/** With all on, weighted. */
	readonly cost: number;
	/** So many times its cost with all on any entry may cost; null: whatever it costs. */
	readonly each: number | null;
}

/** The points that answer the wish, best first; none when nothing does. The front has none that costs an entry more than it may. */
export function pointsFor(wish: Exclude<Wish, {readonly kind: 'same plans'}>, {points}: Front, {entries, cost: allCost}: Measure): readonly FrontPoint[] {
	return wish.kind === 'within'
		? points.filter(({on, cost}) => withinShare(wish.share, cost, allCost) && (wish.share !== 0 || costsNoMore(entries, on))).toSorted((a, b) => a.bytes - b.bytes || a.indexes - b.indexes || a.cost - b.cost)
		: points.filter(({bytes, indexes}) => bytes <= (wish.bytes ?? bytes) && indexes <= (wish.indexes ?? indexes)).toSorted((a, b) => a.cost - b.cost || a.bytes - b.bytes);
}

/** Whether what was planned is what was wished for. */
export function fulfils({wish, answers, cost}: Choice, {entries, cost: allCost, each}: Measure): boolean {
	const times = wish.kind === 'within' && wish.share === 0 ? 1 : each;
	return (wish.kind !== 'within' || withinShare(wish.share, cost, allCost))
		&& (times === null || eachCostsNoMore(entries, (_, at) => answers[at]?.planned.cost ?? null, times));
}

function withinShare(share: number, cost: number, allCost: number): boolean {
	return cost <= allCost * (1 + share) * (1 + rounding);
}
