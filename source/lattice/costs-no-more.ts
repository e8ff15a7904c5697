import {costAt} from './cost-at.ts';
import type {Mask} from './mask.ts';
import type {WorkloadEntry} from './workload-entry.ts';

/** Costs are sums of floating point numbers: in another order they differ in their last digits. */
export const rounding = 1e-9;

/** EXPLAIN prints costs to the hundredth: what differs by no more may be nothing but that. */
const printed = 0.01;

/** Whether one entry's cost is no more than another, as far as EXPLAIN prints them. */
export function isNoMore(cost: number, than: number): boolean {
	return cost <= than * (1 + rounding) + printed;
}

/**
 * Each by its own cost: beside one that costs a million million, any other could cost a hundred times as much, and the sum hardly shows it.
 * `costOf`: null where it is not known, which is no more. `times`: so many times the cost with all indexes is allowed.
 */
export function eachCostsNoMore(entries: readonly WorkloadEntry[], costOf: (entry: WorkloadEntry, at: number) => number | null, times = 1): boolean {
	return entries.every((entry, at) => isNoMore(costOf(entry, at) ?? 0, entry.lattice.top.cost * times));
}

/** Whether with these indexes no entry costs more than with all of them, as far as its cover says. */
export function costsNoMore(entries: readonly WorkloadEntry[], on: Mask): boolean {
	return eachCostsNoMore(entries, ({cover, lattice: {relevant}}) => costAt(cover, on & relevant));
}
