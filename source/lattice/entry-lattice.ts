import {type Box, coverBox} from './cover-box.ts';
import {findSpeaker} from './find-speaker.ts';
import {holds, type Interval} from './interval.ts';
import {countOn, isWithin, type Mask} from './mask.ts';
import {type Planned, type PlanUnder, samePlanned} from './planned.ts';
import {probe} from './probe.ts';

/** How an answer is known. */
export type Knowledge =
	/** By EXPLAIN under that very configuration. */
	| {readonly kind: 'planned'}
	/** It lies between two configurations that were planned, with the same plan at the same cost. */
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

export interface LatticeLimits {
	/** Cells of a cover by intervals, after which it is given up. */
	readonly mostCells: number;
	/** Configurations that are planned one by one where nothing can be inferred. */
	readonly mostByForce: number;
}

const usualLimits: LatticeLimits = {mostCells: 2000, mostByForce: 1024};

/** Plans the two ends, finds out which toggles speak by being there, and is ready to be asked. */
export async function entryLattice(planUnder: PlanUnder, all: Mask, {mostCells, mostByForce}: LatticeLimits = usualLimits): Promise<EntryLattice> {
	const [top, bottom] = await Promise.all([planUnder(all), planUnder(0n)]);
	const relevant = (top.reads | bottom.reads) & all;
	const known = new Map<Mask, Promise<Planned>>([[relevant, Promise.resolve(top)], [0n, Promise.resolve(bottom)]]);
	let explained = 2;
	let intervals: Interval[] = [];
	let exact: ExactBecause | null = top.genetic || bottom.genetic ? 'genetic join search' : null;

	const plan = async (on: Mask): Promise<Planned> => {
		const before = known.get(on);
		if (before !== undefined) {
			return before;
		}

		explained++;
		// What is nothing to this entry is as it is for most others, so that they can be planned together.
		const asked = planUnder(countOn(on) * 2 < countOn(relevant) ? on : on | (all & ~relevant));
		known.set(on, asked);
		try {
			return await asked;
		} catch (error) {
			// Stopped or refused now, it may be answered later.
			known.delete(on);
			throw error;
		}
	};

	let pinned = exact === null ? await probe(plan, {top, bottom, relevant}) : 0n;

	/** The widest interval below a configuration that keeps its plan, both ends planned. */
	const intervalBelow = async (high: Mask): Promise<Interval> => {
		const found = intervals.find(interval => holds(interval, high));
		if (found !== undefined) {
			return {...found, high};
		}

		const planned = await plan(high);
		for (;;) {
			const low = (planned.uses & relevant) | (pinned & high);
			if (low === high || samePlanned(await plan(low), planned)) {
				const interval = {low, high, planned};
				intervals.push(interval);
				return interval;
			}

			// Something in between is not used, and yet without it the plan is another one.
			const speaker = await findSpeaker(plan, {low, high, planned});
			if (!isWithin(speaker, pinned)) {
				pinned |= speaker;
				intervals = [];
			}
		}
	};

	const ask = async (on: Mask): Promise<Answer> => {
		const before = known.get(on);
		if (before !== undefined || exact !== null) {
			return {planned: await plan(on), how: {kind: 'planned'}};
		}

		for (let high = relevant; ;) {
			const {low, planned} = await intervalBelow(high);
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
		needs: () => (top.uses | pinned) & relevant,
		pinned: () => pinned,
		exact: () => exact,
		explained: () => explained,
		ask: async on => ask(on & relevant),
		async check(on) {
			const inferred = exact === null ? await ask(on & relevant) : null;
			const planned = await plan(on & relevant);
			if (inferred !== null && !samePlanned(inferred.planned, planned)) {
				exact = 'mismatch';
				intervals = [];
			}

			return {planned, how: {kind: 'planned'}};
		},
		async cover({low, high}) {
			const box = {low: low & relevant, high: high & relevant};
			if (exact !== null) {
				return coverBox(box, {most: mostByForce, below: async on => ({low: on, high: on, planned: await plan(on)})});
			}

			for (;;) {
				const before = pinned;
				const cells = await coverBox(box, {most: mostCells, below: intervalBelow});
				if (pinned === before || cells === null) {
					return cells;
				}
			}
		},
	};
}
