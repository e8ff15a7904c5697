import path from 'node:path';
import type {Delta} from '../experiment/run.ts';
import type {RunRecord} from '../experiment/run-record.ts';
import {listRuns, readRun} from './runs-folder.ts';

/**
 * The comparison that a kept run was measured for, with its baseline read from beside it; null for a run that was measured
 * alone, or only served as a baseline. Rejects with an input error when the baseline is gone or cannot be read.
 */
export async function readPair(file: string, {run, turns}: RunRecord): Promise<Delta | null> {
	if (turns?.role !== 'current') {
		return null;
	}

	const folder = path.dirname(file);
	const {files} = await listRuns(folder);
	const baseline = files.find(({id}) => id === turns.baseline);
	return {
		kind: 'Delta',
		baseline: (await readRun(path.join(folder, baseline?.name ?? `${turns.baseline}.json`))).run,
		current: run,
		comparison: turns.comparison,
		samePlan: turns.samePlan,
	};
}
