import {costTable, deciding, level} from './cost-table.ts';
import {isNoMore} from './costs-no-more.ts';
import type {CoveredBox} from './cover-entry.ts';
import {bitAt, type Mask, positionsOf, unionOf} from './mask.ts';
import {restrictBox} from './restrict-box.ts';
import type {Toggle} from './toggle.ts';
import type {WorkloadEntry} from './workload-entry.ts';

/** Toggles that bear on each other, all their combinations at hand. */
export interface Part {
	/** Positions; bit n of a local configuration is the nth of them. */
	readonly toggles: readonly number[];
	/** Weighted cost of the entries concerned, by local configuration; infinite where one of them costs more than it may. */
	readonly costs: Float64Array;
}

/** How much the parts together prove. */
export type Claim =
	/** No entry depends on toggles of two parts: what is best in each is best together. */
	| 'every combination'
	/** Each table's combinations with all other indexes on; across tables nothing was enumerated. */
	| 'table by table';

export interface Parts {
	readonly claim: Claim;
	readonly parts: readonly Part[];
	/** Toggles that stay on because not all about them is known. */
	readonly kept: Mask;
}

/** 2 to the power of this is the most that is enumerated. */
export const mostToggles = 20;

/** A covered entry, or a part of one. */
interface Share {
	readonly weight: number;
	readonly box: CoveredBox;
	/** What it may cost. */
	readonly most: number;
}

/** Divides the toggles into parts that can be looked at one by one. `tables`: the toggles of each table. `each`: so many times its cost with all on an entry may cost. */
export function partsOf(entries: readonly WorkloadEntry[], toggles: readonly Toggle[], tables: readonly Mask[], each: number | null): Parts {
	const mostOf = ({lattice: {top}}: WorkloadEntry) => each === null ? Number.POSITIVE_INFINITY : top.cost * each;
	const whole = entries.flatMap((entry): readonly Share[] => {
		const {weight, cover: {scope, boxes: [box]}} = entry;
		return scope === 'all' && box !== undefined ? [{weight, box, most: mostOf(entry)}] : [];
	});
	if (whole.length === entries.length) {
		const groups = groupsOf(whole.map(({box}) => deciding(box)));
		if (groups.every(group => positionsOf(group).length <= mostToggles)) {
			return {claim: 'every combination', parts: groups.map(group => partOf(positionsOf(group), whole)), kept: 0n};
		}
	}

	let kept = 0n;
	const parts: Part[] = [];
	for (const table of tables) {
		const boxes = entries.flatMap((entry): readonly Share[] => {
			const {weight, lattice: {relevant}, cover} = entry;
			const box = boxOfTable(cover.boxes, relevant, table);
			kept |= box === null ? relevant & table : 0n;
			return box === null ? [] : [{weight, box, most: mostOf(entry)}];
		});
		const decisive = positionsOf(unionOf(boxes.map(({box}) => deciding(box))) & ~kept)
			.toSorted((a, b) => (toggles[b]?.bytes ?? 0) - (toggles[a]?.bytes ?? 0));
		kept |= unionOf(decisive.slice(mostToggles).map(position => bitAt(position)));
		const chosen = decisive.slice(0, mostToggles).toSorted((a, b) => a - b);
		parts.push(partOf(chosen, boxes.map(share => ({...share, box: restrictBox(share.box, kept)}))));
	}

	return {claim: 'table by table', parts: parts.filter(({toggles: some}) => some.length > 0), kept};
}

/** With all toggles of other tables on; null where the entry's cover has no such box. */
function boxOfTable(boxes: readonly CoveredBox[], relevant: Mask, table: Mask): CoveredBox | null {
	const others = relevant & ~table;
	const box = boxes.find(({low, high}) => high === relevant && (low & ~others) === 0n);
	return box === undefined ? null : restrictBox(box, others);
}

/** Masks that share a toggle are joined, until none does. */
function groupsOf(masks: readonly Mask[]): readonly Mask[] {
	let groups: Mask[] = [];
	for (const mask of masks.filter(some => some !== 0n)) {
		const joined = groups.filter(group => (group & mask) !== 0n);
		groups = [...groups.filter(group => (group & mask) === 0n), unionOf([mask, ...joined])];
	}

	return groups;
}

/** A million configurations are looked up by their halves. */
const half = 1024;

/** The bits at these places, side by side. */
function gather(on: number, places: readonly number[]): number {
	return places.reduce((bits, place, at) => bits | (((on >>> place) & 1) << at), 0);
}

function partOf(toggles: readonly number[], entries: readonly Share[]): Part {
	const mine = unionOf(toggles.map(position => bitAt(position)));
	const shares = entries.flatMap(({weight, box, most}): readonly Part[] => {
		const own = positionsOf(deciding(box) & mine);
		const levelOf = level(box);
		return own.length === 0 ? [] : [{toggles: own, costs: costTable(box, own, cost => isNoMore(cost, most) ? weight * levelOf(cost) : Number.POSITIVE_INFINITY)}];
	});
	return sumOf(toggles, gathered(shares));
}

/** Those that depend on few toggles are added up over these few, before they are over all. */
function gathered(shares: readonly Part[]): readonly Part[] {
	const groups: Array<{toggles: readonly number[]; readonly shares: Part[]}> = [];
	for (const share of shares.toSorted((a, b) => a.toggles.length - b.toggles.length)) {
		const joined = groups.map(group => ({group, toggles: [...new Set([...group.toggles, ...share.toggles])]})).find(({toggles}) => 2 ** toggles.length <= half);
		if (joined === undefined) {
			groups.push({toggles: share.toggles, shares: [share]});
		} else {
			joined.group.toggles = joined.toggles;
			joined.group.shares.push(share);
		}
	}

	return groups.map(group => group.shares.length === 1 && group.shares[0] !== undefined ? group.shares[0] : sumOf(group.toggles, group.shares));
}

function sumOf(toggles: readonly number[], shares: readonly Part[]): Part {
	const costs = new Float64Array(2 ** toggles.length);
	for (const {toggles: own, costs: table} of shares) {
		const places = own.map(position => toggles.indexOf(position));
		const lower = Int32Array.from({length: Math.min(half, costs.length)}, (_, on) => gather(on, places));
		for (let high = 0; high < costs.length; high += half) {
			const upper = gather(high, places);
			for (let low = 0; low < lower.length; low++) {
				costs[high + low] = (costs[high + low] ?? 0) + (table[(lower[low] ?? 0) | upper] ?? 0);
			}
		}
	}

	return {toggles, costs};
}
