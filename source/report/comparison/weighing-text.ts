import {frequencyWeights, type Weighing} from '../../catalog/weight.ts';

/** By what overall figures are weighted, for whoever was not there. */
export function weighingText({basis, uncounted}: Pick<Weighing, 'basis' | 'uncounted'>): string {
	if (basis === 'frequency') {
		return `by frequency: ${Object.entries(frequencyWeights).map(([frequency, weight]) => `${frequency} ${weight}`).join(', ')}`;
	}

	return `by the calls that were imported${uncounted === 0 ? '' : `; ${uncounted === 1 ? 'one without any counts' : `${uncounted} without any count`} as the median of the others, times ${uncounted === 1 ? 'its' : 'their'} frequency`}`;
}
