import {costAt} from './cost-at.ts';
import {deciding} from './cost-table.ts';
import {holds} from './interval.ts';
import {bitAt, isWithin, type Mask, positionsOf, unionOf} from './mask.ts';
import type {WorkloadEntry} from './workload-entry.ts';

/** Of these at least one has to stay: as long as one of them does, another can go, unless it is missed whatever else is there; all together are missed. */
export interface RedundantGroup {
	readonly toggles: Mask;
	/** Who misses them, worst first: so many times the cost with all indexes on. */
	readonly missedBy: ReadonlyArray<{readonly entry: string; readonly times: number}>;
	/** Weighted cost that they save together, of those entries. */
	readonly saves: number;
}

/** What an entry may cost more and still be called as it was. */
export const notable = 1.1;
const largestGroup = 4;

export function redundantGroups(entries: readonly WorkloadEntry[]): readonly RedundantGroup[] {
	const groups = new Map<Mask, {missedBy: Array<{entry: string; times: number}>; saves: number}>();
	for (const entry of entries) {
		const {name, weight, lattice: {top, relevant}} = entry;
		const small = groupsOf(entry);
		for (const toggles of [...small, ...groupsOfOthers(entry, unionOf(small))]) {
			const cost = costAt(entry.cover, relevant & ~toggles) ?? top.cost;
			const group = groups.get(toggles) ?? {missedBy: [], saves: 0};
			group.missedBy.push({entry: name, times: cost / top.cost});
			group.saves += weight * (cost - top.cost);
			groups.set(toggles, group);
		}
	}

	return [...groups]
		.map(([toggles, {missedBy, saves}]) => ({toggles, missedBy: missedBy.toSorted((a, b) => b.times - a.times), saves}))
		.toSorted((a, b) => b.saves - a.saves);
}

/** Sets whose going is missed while that of any part of them is not. */
function groupsOf({lattice: {top, relevant}, cover}: WorkloadEntry): readonly Mask[] {
	const missed = (toggles: Mask) => (costAt(cover, relevant & ~toggles) ?? 0) > top.cost * notable;
	const decisive = positionsOf(unionOf(cover.boxes.map(box => deciding(box)))).map(position => bitAt(position)).filter(toggle => !missed(toggle));
	const found: Mask[] = [];
	let sets: readonly Mask[] = decisive;
	for (let size = 2; size <= largestGroup; size++) {
		const larger = sets.flatMap(set => decisive.filter(toggle => toggle > set).map(toggle => set | toggle)).filter(set => !found.some(group => isWithin(group, set)));
		found.push(...larger.filter(set => missed(set)));
		sets = larger.filter(set => !found.includes(set));
	}

	return found;
}

/** For each toggle that none of these groups has and that would be missed somewhere: with those that have to be off for that, of which one is to stay with it. */
function groupsOfOthers(entry: WorkloadEntry, grouped: Mask): ReadonlySet<Mask> {
	const {lattice: {top, relevant}} = entry;
	const found = new Set<Mask>();
	for (const position of positionsOf(relevant & ~grouped)) {
		const toggle = bitAt(position);
		const alone = costAt(entry.cover, relevant & ~toggle);
		const off = alone === null || alone > top.cost * notable ? null : missedWithout(entry, toggle);
		if (off !== null) {
			found.add(off | toggle);
		}
	}

	return found;
}

/** A set without which the toggle is missed, and with any one of it is not; null where there is none. A cell's plan loses most with only what it needs. */
function missedWithout({lattice: {relevant}, cover}: WorkloadEntry, toggle: Mask): Mask | null {
	const missed = (on: Mask) => (costAt(cover, on & ~toggle) ?? 0) > (costAt(cover, on | toggle) ?? Number.POSITIVE_INFINITY) * notable;
	for (const box of cover.boxes.filter(({low, high}) => (high & ~low & toggle) !== 0n)) {
		const cell = box.cells.find(({low, planned: {uses}}) => (uses & toggle) !== 0n && holds(box, low & ~toggle) && missed(low));
		if (cell !== undefined) {
			let off = relevant & ~cell.low;
			for (const other of positionsOf(off).map(position => bitAt(position))) {
				off = missed(relevant & ~(off & ~other)) ? off & ~other : off;
			}

			return off;
		}
	}

	return null;
}
