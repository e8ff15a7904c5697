import {weigh, type Weighed, type Weighing} from '../catalog/weight.ts';
import type {Ratio, Verdict} from '../statistics/comparison.ts';

/** One thing that was compared. */
export interface Change {
	readonly entry: Weighed;
	/** ms, before. */
	readonly beforeMs: number;
	readonly verdict: Verdict;
	/** before / after */
	readonly ratio: Ratio | null;
	/** Of 8 kB; null where nobody counted. */
	readonly blocks: {readonly before: number; readonly after: number} | null;
}

/** All that was compared, weighted by how often it runs. What is not proved counts as unchanged. */
export interface Overall {
	readonly counted: number;
	/** By what they are weighted. */
	readonly weighing: Pick<Weighing, 'basis' | 'uncounted'>;
	/** Of the weighted time before the share, 0 to 1, of which time cannot tell. */
	readonly untold: number;
	/** Of them, with a difference beyond doubt. */
	readonly proved: number;
	/** Times before / times after. The interval takes every proved change at its worst, then at its best. null when nothing was counted. */
	readonly time: Ratio | null;
	/** Weighted sums of blocks, which are exact. */
	readonly blocks: {readonly before: number; readonly after: number} | null;
}

export function overall(changes: readonly Change[]): Overall {
	const proved = changes.filter(({verdict, ratio}) => ratio !== null && (verdict === 'faster' || verdict === 'slower'));
	const isProved = new Set(proved);
	const {basis, uncounted, weightOf} = weigh(changes.map(({entry}) => entry));
	const sum = (of: (change: Change) => number) => changes.reduce((total, change) => total + weightOf(change.entry) * of(change), 0);
	const before = sum(({beforeMs}) => beforeMs);
	const times = (end: keyof Ratio) => before / sum(change => change.beforeMs / (isProved.has(change) ? change.ratio?.[end] ?? 1 : 1));
	const unknown = sum(({beforeMs, verdict}) => verdict === 'cannot tell' ? beforeMs : 0);
	const counted = changes.filter(({blocks}) => blocks !== null).length;
	return {
		counted: changes.length,
		weighing: {basis, uncounted},
		untold: before > 0 ? unknown / before : 0,
		proved: proved.length,
		time: before > 0 ? {value: times('value'), low: times('low'), high: times('high')} : null,
		blocks: counted === 0 ? null : {before: sum(({blocks}) => blocks?.before ?? 0), after: sum(({blocks}) => blocks?.after ?? 0)},
	};
}
