import {type Choice, type ChoiceGrounds, choiceOf, fulfils, type Measure, pointsFor, type Wish} from './choice.ts';
import {coverEntry} from './cover-entry.ts';
import {type Front, frontOf} from './front.ts';
import {indexWorth, type IndexWorth} from './index-worth.ts';
import {allOf, bitAt, type Mask, unionOf} from './mask.ts';
import {type Claim, partsOf} from './parts.ts';
import {type RedundantGroup, redundantGroups} from './redundant-groups.ts';
import {type Size, sizeOf, type Toggle} from './toggle.ts';
import type {WorkloadEntry} from './workload-entry.ts';

/** Every combination of the toggles, over all entries. */
export interface WorkloadLattice {
	readonly toggles: readonly Toggle[];
	readonly entries: readonly WorkloadEntry[];
	/** How far what is called smallest and cheapest is proved. */
	readonly claim: Claim;
	/** So many times its cost with all on an entry may cost in every set here; null: whatever it costs. */
	readonly each: number | null;
	readonly all: Size & {readonly on: Mask; readonly cost: number};
	readonly none: {readonly cost: number};
	readonly indexes: readonly IndexWorth[];
	readonly groups: readonly RedundantGroup[];
	readonly front: Front;
	/** One for each wish that can be met; that of the same plans first. */
	readonly choices: readonly Choice[];
	readonly unmet: readonly Wish[];
}

export const usualWishes: readonly Wish[] = [0, 0.01, 0.05, 0.1].map(share => ({kind: 'within', share}));

/** The toggles of each table, tables in the toggles' order. */
export function tablesOf(toggles: readonly Toggle[]): readonly Mask[] {
	const tables = new Map<string, Mask>();
	for (const [at, {table}] of toggles.entries()) {
		tables.set(table, (tables.get(table) ?? 0n) | bitAt(at));
	}

	return [...tables.values()];
}

/**
 * Looks at the whole. What it finds best is planned for real, for every entry; where that contradicts what was inferred, the entry is
 * taken as one of which nothing can be inferred, and everything is looked at anew.
 */
export async function workloadLattice(given: readonly WorkloadEntry[], toggles: readonly Toggle[], wishes: readonly Wish[], each: number | null = null): Promise<WorkloadLattice> {
	const all = allOf(toggles.length);
	const tables = tablesOf(toggles);
	let entries = given;
	for (;;) {
		const exact = entries.map(({lattice}) => lattice.exact());
		const found = await look(entries, toggles, {wishes, all, tables, each});
		if (entries.every(({lattice}, at) => lattice.exact() === exact[at])) {
			return found;
		}

		entries = await Promise.all(entries.map(async entry => ({...entry, cover: await coverEntry(entry.lattice, tables)})));
	}
}

/** The same, now that the toggles' sizes and write costs are known: another front. What was chosen by cost, size and number stays. */
export function pricedLattice(lattice: WorkloadLattice, toggles: readonly Toggle[]): WorkloadLattice {
	const {entries, each, all, indexes, choices} = lattice;
	const {front} = costsOf(entries, toggles, {tables: tablesOf(toggles), each});
	return {
		...lattice,
		toggles,
		front,
		all: {...all, ...sizeOf(all.on, toggles)},
		indexes: indexes.map((worth, at) => ({...worth, toggle: toggles[at] ?? worth.toggle})),
		choices: choices.map(choice => ({...choice, ...sizeOf(choice.on, toggles)})),
	};
}

function totalOf(entries: readonly WorkloadEntry[], of: (entry: WorkloadEntry) => number): number {
	return entries.reduce((sum, entry) => sum + entry.weight * of(entry), 0);
}

function costsOf(entries: readonly WorkloadEntry[], toggles: readonly Toggle[], {tables, each}: Pick<Grounds, 'tables' | 'each'>): {readonly claim: Claim; readonly cost: number; readonly front: Front} {
	const {claim, parts, kept} = partsOf(entries, toggles, tables, each);
	const cost = totalOf(entries, ({lattice}) => lattice.top.cost);
	const rest = {on: kept, cost: cost - parts.reduce((sum, {costs}) => sum + (costs.at(-1) ?? 0), 0)};
	return {claim, cost, front: frontOf(parts, toggles, {rest, needs: entries.map(({lattice}) => lattice.needs())})};
}

interface Grounds {
	readonly wishes: readonly Wish[];
	readonly all: Mask;
	readonly tables: readonly Mask[];
	readonly each: number | null;
}

async function look(entries: readonly WorkloadEntry[], toggles: readonly Toggle[], {wishes, all, tables, each}: Grounds): Promise<WorkloadLattice> {
	const {claim, cost, front} = costsOf(entries, toggles, {tables, each});
	const groups = redundantGroups(entries);
	const grounds = {entries, toggles, all};
	const same = await samePlans(grounds);
	const choices = [same];
	const unmet: Wish[] = [];
	for (const wish of wishes) {
		const choice = wish.kind === 'same plans' ? null : await firstThatHolds(wish, {front, measure: {entries, cost, each}, claim, grounds, same});
		if (choice === null) {
			unmet.push(wish);
		} else {
			choices.push(choice);
		}
	}

	return {
		toggles,
		entries,
		claim,
		each,
		all: {on: all, cost, ...sizeOf(all, toggles)},
		none: {cost: totalOf(entries, ({lattice}) => lattice.bottom.cost)},
		indexes: toggles.map((toggle, at) => indexWorth(toggle, at, entries, groups)),
		groups,
		front,
		choices,
		unmet,
	};
}

/** What each entry needs; all that bears on one of which nothing can be inferred, if that does not do. */
async function samePlans(grounds: ChoiceGrounds): Promise<Choice> {
	const {entries} = grounds;
	const choice = await choiceOf({kind: 'same plans'}, unionOf(entries.map(({lattice}) => lattice.needs())), grounds);
	return choice.answers.every(({planned}, at) => planned.fingerprint === entries[at]?.lattice.top.fingerprint)
		? choice
		: choiceOf({kind: 'same plans'}, unionOf(entries.map(({lattice}) => lattice.exact() === null ? lattice.needs() : lattice.relevant)), grounds);
}

/** Across tables costs need not add up: of what should do, the first that does when it is planned. A few are tried. What is no smaller than the set that changes no plan gives way to it. */
async function firstThatHolds(
	wish: Exclude<Wish, {readonly kind: 'same plans'}>,
	{front, measure, claim, grounds, same}: {readonly front: Front; readonly measure: Measure; readonly claim: Claim; readonly grounds: ChoiceGrounds; readonly same: Choice},
): Promise<Choice | null> {
	const unchanged = {...same, wish};
	for (const {on, bytes, indexes} of pointsFor(wish, front, measure).slice(0, claim === 'table by table' ? 10 : 1)) {
		if (wish.kind === 'within' && bytes >= same.bytes && indexes >= same.indexes && fulfils(unchanged, measure)) {
			return unchanged;
		}

		const choice = await choiceOf(wish, on, grounds);
		if (claim === 'every combination' || fulfils(choice, measure)) {
			return choice;
		}
	}

	return wish.kind === 'within' && fulfils(unchanged, measure) ? unchanged : null;
}

