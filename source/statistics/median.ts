import {PlanflipError} from '../errors.ts';

/** The middle value, or the mean of the two middle ones. Throws a bug when there is none. */
export function median(values: Iterable<number>): number {
	const sorted = Float64Array.from(values).sort();
	const middle = sorted.length >> 1;
	const above = sorted[middle];
	const below = sorted[sorted.length % 2 === 0 ? middle - 1 : middle];
	if (above === undefined || below === undefined) {
		throw new PlanflipError('bug', {message: 'The median of no values was asked for.'});
	}

	return (below + above) / 2;
}
