import type {Frequency} from '../catalog/catalog-entry.ts';
import type {Ratio, Verdict} from '../statistics/comparison.ts';

/**
 * How often what runs at a frequency is counted. The words of a card are ranks; each is taken as twice the next, and what nobody
 * knows as medium.
 */
export const weights: Readonly<Record<Frequency, number>> = {'very high': 16, 'high': 8, 'medium-high': 4, 'medium': 2, 'low': 1};

export function weightOf(frequency: Frequency | null): number {
	return weights[frequency ?? 'medium'];
}

/** One thing that was compared. */
export interface Change {
	readonly frequency: Frequency | null;
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
	const sum = (of: (change: Change) => number) => changes.reduce((total, change) => total + weightOf(change.frequency) * of(change), 0);
	const before = sum(({beforeMs}) => beforeMs);
	const times = (end: keyof Ratio) => before / sum(change => change.beforeMs / (isProved.has(change) ? change.ratio?.[end] ?? 1 : 1));
	const counted = changes.filter(({blocks}) => blocks !== null).length;
	return {
		counted: changes.length,
		proved: proved.length,
		time: before > 0 ? {value: times('value'), low: times('low'), high: times('high')} : null,
		blocks: counted === 0 ? null : {before: sum(({blocks}) => blocks?.before ?? 0), after: sum(({blocks}) => blocks?.after ?? 0)},
	};
}
