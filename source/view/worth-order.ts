import type {IndexWorth} from '../lattice/index-worth.ts';

/** By what the matrix of all combinations is sorted. */
export const worthSorts = ['worth', 'drop alone', 'size', 'table'] as const;
export type WorthSort = (typeof worthSorts)[number];

const least = Number.NEGATIVE_INFINITY;
const compare = (a: string, b: string) => a < b ? -1 : a > b ? 1 : 0;
const byName = (a: IndexWorth, b: IndexWorth) => compare(a.toggle.table, b.toggle.table) || compare(a.toggle.key, b.toggle.key);

const orders: Readonly<Record<WorthSort, (a: IndexWorth, b: IndexWorth) => number>> = {
	worth: (a, b) => (b.shapley ?? least) - (a.shapley ?? least) || byName(a, b),
	'drop alone': (a, b) => (b.dropAlone ?? least) - (a.dropAlone ?? least) || byName(a, b),
	size: (a, b) => (b.toggle.bytes ?? least) - (a.toggle.bytes ?? least) || byName(a, b),
	table: byName,
};

/** What is not known comes last. */
export function sortWorths(indexes: readonly IndexWorth[], sort: WorthSort): readonly IndexWorth[] {
	return indexes.toSorted((a, b) => {
		const order = orders[sort](a, b);
		// Infinity minus itself.
		return Number.isNaN(order) ? byName(a, b) : order;
	});
}
