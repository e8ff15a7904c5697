import {costAt} from './cost-at.ts';
import {deciding} from './cost-table.ts';
import {bitAt, isWithin, type Mask, positionsOf, unionOf} from './mask.ts';
import type {WorkloadEntry} from './workload-entry.ts';

/** Of these at least one has to stay: each can go as long as another is there, and all together are missed. */
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
		for (const toggles of groupsOf(entry)) {
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
