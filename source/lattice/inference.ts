import {type Box, coverBox} from './cover-box.ts';
import {findSpeaker} from './find-speaker.ts';
import {holds, type Interval} from './interval.ts';
import {intervalsToTest} from './intervals-to-test.ts';
import type {KnownPlans} from './known-plans.ts';
import {isWithin, type Mask} from './mask.ts';
import {samePlanned} from './planned.ts';

/** What follows of an entry's plans for configurations that were not planned. */
export interface Inference {
	/** Toggles that speak without being read, as far as that is known. */
	readonly pinned: () => Mask;
	/** The widest interval below a configuration that keeps its plan. */
	readonly below: (high: Mask) => Promise<Interval>;
	/** Cells of all configurations of the box; null when they are more than `most`. */
	readonly cover: (box: Box, most: number) => Promise<readonly Interval[] | null>;
}

export interface InferenceGrounds {
	readonly relevant: Mask;
	/** The relevant toggles of each table. */
	readonly tables: readonly Mask[];
	/** What the probe has found to speak. */
	readonly probed: Mask;
}

/** What turns out to speak is pinned, and what was inferred without it forgotten. */
export function inference({plan, answered}: KnownPlans, {relevant, tables, probed}: InferenceGrounds): Inference {
	let pinned = probed;
	let intervals: Interval[] = [];

	/** Something in between is not used, and yet without it the plan is another one. */
	const pinSpeaker = async (interval: Interval) => {
		const speaker = await findSpeaker(plan, interval);
		if (!isWithin(speaker, pinned)) {
			pinned |= speaker;
			intervals = [];
		}
	};

	/** What a configuration needs to keep its plan, if nothing speaks but what is pinned. */
	const spanBelow = async (high: Mask): Promise<Interval> => {
		const planned = await plan(high);
		return {low: (planned.uses & relevant) | (pinned & high), high, planned};
	};

	/** Plans the lower end. */
	const test = async (interval: Interval): Promise<boolean> => {
		const {low, high, planned} = interval;
		const held = low === high || samePlanned(await plan(low), planned);
		if (!held) {
			await pinSpeaker(interval);
		}

		return held;
	};

	/** Whatever was planned has the plan of the cell that holds it, or something speaks. */
	const contradict = async (cells: readonly Interval[]) => {
		const tops = new Set(cells.map(({high}) => high));
		for (const [on, planned] of answered) {
			const cell = tops.has(on) ? undefined : cells.find(one => holds(one, on));
			if (cell !== undefined && !samePlanned(cell.planned, planned)) {
				return pinSpeaker({...cell, low: on});
			}
		}
	};

	/** Cells by what is pinned so far; what contradicts them is pinned. */
	const coverOnce = async (box: Box, most: number): Promise<readonly Interval[] | null> => {
		const [before, spans]: [Mask, Interval[]] = [pinned, []];
		const cells = await coverBox(box, {
			most,
			async below(high) {
				const found = [...intervals, ...spans].find(interval => holds(interval, high));
				const span = found === undefined ? await spanBelow(high) : {...found, high};
				if (found === undefined) {
					spans.push(span);
				}

				return span;
			},
		});
		if (cells !== null) {
			// Where something speaks nothing is spared.
			await Promise.all((pinned === 0n ? intervalsToTest(spans, tables, on => answered.has(on)) : spans).map(async span => test(span)));
			await (pinned === before ? contradict(cells) : undefined);
			intervals.push(...(pinned === before ? spans : []));
		}

		return cells;
	};

	return {
		pinned: () => pinned,
		async below(high) {
			const found = intervals.find(interval => holds(interval, high));
			if (found !== undefined) {
				return {...found, high};
			}

			for (;;) {
				const interval = await spanBelow(high);
				if (await test(interval)) {
					intervals.push(interval);
					return interval;
				}
			}
		},
		async cover(box, most) {
			for (;;) {
				const before = pinned;
				const cells = await coverOnce(box, most);
				if (pinned === before || cells === null) {
					return cells;
				}
			}
		},
	};
}
