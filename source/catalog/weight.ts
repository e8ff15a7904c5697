import {median} from '../statistics/median.ts';
import type {Frequency} from './catalog-entry.ts';
import type {Load} from './load.ts';

/** What is known of how often an entry is run. */
export interface Weighed {
	/** A word of its card; null where nobody said. */
	readonly frequency: Frequency | null;
	/** What was counted; absent: nobody did. */
	readonly load?: Load | undefined;
	/** How often its operation executes it, each time; absent: it stands for itself. */
	readonly step?: {readonly times: number} | undefined;
}

/** How much each of several entries counts for in a sum over all of them. */
export interface Weighing {
	/** `calls`: a weight is a number of calls. `frequency`: it is a rank, good for comparing only. */
	readonly basis: 'calls' | 'frequency';
	/** So many have no calls, where others do. */
	readonly uncounted: number;
	readonly weightOf: (entry: Weighed) => number;
}

/** The words of a card are ranks; each is taken as twice the next, and what nobody knows as medium. */
export const frequencyWeights: Readonly<Record<Frequency, number>> = {'very high': 16, 'high': 8, 'medium-high': 4, 'medium': 2, 'low': 1};

/**
 * The one rule of every sum over queries. As soon as calls of any entry are known, calls are the weight; an entry without them, as one
 * that somebody wrote beside what was imported, counts as the median of the others, times its frequency against medium. Where no calls
 * are known at all, the words of the cards are the weight. A statement of an operation has that of the operation, as often as it is executed there.
 */
export function weigh(entries: readonly Weighed[]): Weighing {
	const word = ({frequency, step}: Weighed) => frequencyWeights[frequency ?? 'medium'] * (step?.times ?? 1);
	const counted = entries.flatMap(({load}) => load === undefined ? [] : [load.calls]);
	if (counted.length === 0) {
		return {basis: 'frequency', uncounted: 0, weightOf: word};
	}

	const usual = median(counted);
	return {
		basis: 'calls',
		uncounted: entries.length - counted.length,
		weightOf: entry => entry.load?.calls ?? usual * word(entry) / frequencyWeights.medium,
	};
}
