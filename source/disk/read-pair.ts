import type {Delta} from '../experiment/run.ts';
import type {RunRecord} from '../experiment/run-record.ts';
import {readBaseline} from './read-baseline.ts';

/**
 * The comparison that a kept run was measured for, with its baseline read from beside it; null for a run that was measured
 * alone, or only served as a baseline. Rejects with an input error when the baseline is gone or cannot be read.
 */
export async function readPair(file: string, {run, turns}: RunRecord): Promise<Delta | null> {
	if (turns?.role !== 'current') {
		return null;
	}

	const {run: baseline} = await readBaseline(file, turns.baseline);
	return {kind: 'Delta', baseline, current: run, comparison: turns.comparison, samePlan: turns.samePlan};
}
