import type {Run} from './run.ts';

/** Whether a run is what the planner said and no more: an execution leaves a time, or the timeout that stopped it. */
export function isPlanOnly({firstMs, samples, timedOutMs}: Pick<Run, 'firstMs' | 'samples' | 'timedOutMs'>): boolean {
	return firstMs === null && samples.length === 0 && timedOutMs === null;
}
