import {costAt} from './cost-at.ts';
import {bitAt, type Mask} from './mask.ts';
import type {WorkloadEntry} from './workload-entry.ts';

/** What an entry has to do with an index. */
export type Stake =
	/** Without it alone the entry costs more: so many times as much, >1. Not read: it only tells the planner something. */
	| {readonly kind: 'would miss'; readonly read: boolean; readonly times: number}
	/** Read, but without it another one does as well. */
	| {readonly kind: 'uses'}
	/** Read only where others are off. */
	| {readonly kind: 'stands in'}
	/** No combination makes a difference. */
	| {readonly kind: 'indifferent'}
	/** Its combinations were not all looked at, and those that were do not tell. */
	| {readonly kind: 'not known'};

export function stakeIn({lattice, cover}: WorkloadEntry, position: number): Stake {
	const {relevant, top} = lattice;
	const toggle = bitAt(position);
	if ((relevant & toggle) === 0n) {
		return {kind: 'indifferent'};
	}

	const read = (top.uses & toggle) !== 0n;
	const without = costAt(cover, relevant & ~toggle);
	if (without !== null && without > top.cost) {
		return {kind: 'would miss', read, times: without / top.cost};
	}

	if (read) {
		return {kind: without === null ? 'not known' : 'uses'};
	}

	return {kind: readAnywhere(cover.boxes.flatMap(({cells}) => cells), toggle) ? 'stands in' : cover.scope === 'all' ? 'indifferent' : 'not known'};
}

function readAnywhere(cells: ReadonlyArray<{readonly planned: {readonly uses: Mask}}>, toggle: Mask): boolean {
	return cells.some(({planned}) => (planned.uses & toggle) !== 0n);
}
