import {type Box, coverBox} from './cover-box.ts';
import {inference} from './inference.ts';
import type {Interval} from './interval.ts';
import {knownPlans} from './known-plans.ts';
import {isWithin, type Mask} from './mask.ts';
import {type Planned, type PlanUnder, samePlanned} from './planned.ts';
import {probe} from './probe.ts';

/** How an answer is known. */
export type Knowledge =
	/** By EXPLAIN under that very configuration. */
	| {readonly kind: 'planned'}
	/** It lies below one that was planned, and has what that plan needs; that nothing else speaks between them was tested, here or where the same is free. */
	| {readonly kind: 'interval'; readonly low: Mask; readonly high: Mask};

export interface Answer {
	readonly planned: Planned;
	readonly how: Knowledge;
}

/** Why nothing is inferred for an entry: every answer is an EXPLAIN of its own. */
export type ExactBecause = 'genetic join search' | 'mismatch';

/** Every configuration of a box, each in one cell, and how each plan comes; null where that takes more EXPLAINs than allowed. */
export type Cover = readonly Interval[] | null;

/** One entry under all combinations of toggles. Rejects as the port does. */
export interface EntryLattice {
	/** With every toggle on, and with every one off. */
	readonly top: Planned;
	readonly bottom: Planned;
	/** Toggles of tables that it reads; the others are nothing to it. */
	readonly relevant: Mask;
	/** What it needs, to be planned as it is with every toggle on: what that plan reads, and what speaks by being there. */
	readonly needs: () => Mask;
	/** Toggles that change plan or cost by being there, unused: what makes rows unique, what has statistics of an expression. */
	readonly pinned: () => Mask;
	readonly exact: () => ExactBecause | null;
	/** EXPLAINs so far. */
	readonly explained: () => number;
	/** The plan under one configuration, with as few EXPLAINs as that takes. */
	readonly ask: (on: Mask) => Promise<Answer>;
	/** Planned under that very configuration, whatever was inferred; if something else had been, nothing is inferred any more. */
	readonly check: (on: Mask) => Promise<Answer>;
	/** All configurations between these two. */
	readonly cover: (box: Box) => Promise<Cover>;
}

export interface LatticeGrounds {
	/** The toggles of each table. */
	readonly tables: readonly Mask[];
	/** Cells of a cover by intervals, after which it is given up. */
	readonly mostCells: number;
	/** Configurations that are planned one by one where nothing can be inferred. */
	readonly mostByForce: number;
}

/** Plans the two ends, finds out which toggles speak by being there, and is ready to be asked. */
export async function entryLattice(planUnder: PlanUnder, all: Mask, {tables = [all], mostCells = 2000, mostByForce = 1024}: Partial<LatticeGrounds> = {}): Promise<EntryLattice> {
	const [top, bottom] = await Promise.all([planUnder(all), planUnder(0n)]);
	const relevant = (top.reads | bottom.reads) & all;
	const known = knownPlans(planUnder, {top, bottom, relevant});
	const {plan, answered} = known;
	let exact: ExactBecause | null = top.genetic || bottom.genetic ? 'genetic join search' : null;
	const own = tables.map(table => table & relevant).filter(table => table !== 0n);
	const inferred = inference(known, {relevant, tables: own, probed: exact === null ? await probe(plan, {top, bottom, relevant}, own) : 0n});

	const ask = async (on: Mask): Promise<Answer> => {
		if (answered.has(on) || exact !== null) {
			return {planned: await plan(on), how: {kind: 'planned'}};
		}

		for (let high = relevant; ;) {
			const {low, planned} = await inferred.below(high);
			if (isWithin(low, on)) {
				return {planned, how: {kind: 'interval', low, high}};
			}

			high &= ~low | on;
		}
	};

	return {
		top,
		bottom,
		relevant,
		needs: () => (top.uses | inferred.pinned()) & relevant,
		pinned: inferred.pinned,
		exact: () => exact,
		explained: known.explained,
		ask: async on => ask(on & relevant),
		async check(on) {
			const expected = exact === null ? await ask(on & relevant) : null;
			const planned = await plan(on & relevant);
			if (expected !== null && !samePlanned(expected.planned, planned)) {
				exact = 'mismatch';
			}

			return {planned, how: {kind: 'planned'}};
		},
		async cover({low, high}) {
			const box = {low: low & relevant, high: high & relevant};
			return exact === null
				? inferred.cover(box, mostCells)
				: coverBox(box, {most: mostByForce, below: async on => ({low: on, high: on, planned: await plan(on)})});
		},
	};
}
