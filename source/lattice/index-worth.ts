import {bitAt, isWithin, type Mask} from './mask.ts';
import {notable, type RedundantGroup} from './redundant-groups.ts';
import {shapley} from './shapley.ts';
import {stakeIn, type Stake} from './stake.ts';
import type {Toggle} from './toggle.ts';
import type {WorkloadEntry} from './workload-entry.ts';

export interface Miss {
	readonly entry: string;
	/** Times the cost with all indexes on. */
	readonly times: number;
}

/** What is to be thought of an index, by the planner's costs. */
export type IndexVerdict =
	/** Somebody would pay notably more without it, whatever else is there. */
	| {readonly kind: 'keep'; readonly misses: readonly Miss[]}
	/** Of each of these groups, of which none contains another, one has to stay, the dearest first, and this is the one that is used now, or one like it. */
	| {readonly kind: 'one of'; readonly groups: readonly RedundantGroup[]}
	/** Not used while another is there, of each of these groups, which must stay then. */
	| {readonly kind: 'spare'; readonly groups: readonly RedundantGroup[]}
	/** Used, and hardly missed. */
	| {readonly kind: 'little'; readonly misses: readonly Miss[]}
	/** No entry reads it under any combination. */
	| {readonly kind: 'unused'}
	| {readonly kind: 'not known'};

export interface IndexWorth {
	readonly toggle: Toggle;
	/** Its bit. */
	readonly bit: Mask;
	/** What it saves of the weighted cost, of all orders in which the indexes could come; the sum of all is cost(none) - cost(all). null where not every entry's combinations are known. */
	readonly shapley: number | null;
	/** Weighted cost that comes when it alone goes; null where that is not known of every entry. */
	readonly dropAlone: number | null;
	/** By entry, in the entries' order. */
	readonly stakes: readonly Stake[];
	readonly verdict: IndexVerdict;
}

export function indexWorth(toggle: Toggle, position: number, entries: readonly WorkloadEntry[], groups: readonly RedundantGroup[]): IndexWorth {
	const bit = bitAt(position);
	const stakes = entries.map(entry => stakeIn(entry, position));
	return {
		toggle,
		bit,
		shapley: sumOrNull(entries, ({weight, cover: {boxes}, lattice: {relevant}}) => {
			const box = boxes.find(({low, high}) => (high & ~low & bit) !== 0n);
			return (relevant & bit) === 0n ? 0 : box === undefined ? null : weight * (shapley(box).get(position) ?? 0);
		}),
		dropAlone: sumOrNull(entries.map((entry, at) => ({entry, stake: stakes[at]})), ({entry: {weight, lattice}, stake}) =>
			stake?.kind === 'not known' ? null : stake?.kind === 'would miss' ? weight * lattice.top.cost * (stake.times - 1) : 0),
		stakes,
		verdict: verdictOf(bit, stakes, entries, groups),
	};
}

function sumOrNull<T>(items: readonly T[], of: (item: T) => number | null): number | null {
	let sum = 0;
	for (const item of items) {
		const one = of(item);
		if (one === null) {
			return null;
		}

		sum += one;
	}

	return sum;
}

function verdictOf(bit: Mask, stakes: readonly Stake[], entries: readonly WorkloadEntry[], groups: readonly RedundantGroup[]): IndexVerdict {
	const misses = stakes
		.flatMap((stake, at) => stake.kind === 'would miss' ? [{entry: entries[at]?.name ?? '', times: stake.times}] : [])
		.toSorted((a, b) => b.times - a.times);
	if (misses.some(({times}) => times > notable)) {
		return {kind: 'keep', misses: misses.filter(({times}) => times > notable)};
	}

	if (stakes.some(({kind}) => kind === 'not known')) {
		return {kind: 'not known'};
	}

	const concerned = groups.filter(({toggles}) => (toggles & bit) !== 0n);
	// Where one of a few has to stay, one of more stays with it.
	const own = concerned.filter(group => !concerned.some(other => other !== group && isWithin(other.toggles, group.toggles)));
	if (stakes.some(({kind}) => kind === 'uses' || kind === 'would miss')) {
		return own.length === 0 ? {kind: 'little', misses} : {kind: 'one of', groups: own};
	}

	return stakes.some(({kind}) => kind === 'stands in') ? {kind: 'spare', groups: own} : {kind: 'unused'};
}
