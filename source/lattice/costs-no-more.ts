import {costAt} from './cost-at.ts';
import type {Mask} from './mask.ts';
import type {WorkloadEntry} from './workload-entry.ts';

/** Costs are sums of floating point numbers: in another order they differ in their last digits. */
export const rounding = 1e-9;

/** Each by its own cost: beside one that costs a million million, any other could cost a hundred times as much, and the sum hardly shows it. `costOf`: null where it is not known, which is no more. */
export function eachCostsNoMore(entries: readonly WorkloadEntry[], costOf: (entry: WorkloadEntry, at: number) => number | null): boolean {
	return entries.every((entry, at) => (costOf(entry, at) ?? 0) <= entry.lattice.top.cost * (1 + rounding));
}

/** Whether with these indexes no entry costs more than with all of them, as far as its cover says. */
export function costsNoMore(entries: readonly WorkloadEntry[], on: Mask): boolean {
	return eachCostsNoMore(entries, ({cover, lattice: {relevant}}) => costAt(cover, on & relevant));
}
