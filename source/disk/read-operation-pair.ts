import path from 'node:path';
import {PlanflipError} from '../errors.ts';
import type {OperationRecord} from '../experiment/operation-record.ts';
import type {OperationDelta} from '../experiment/operation-run.ts';
import {listRuns, readRecord} from './runs-folder.ts';

/**
 * The comparison that a kept operation was measured for, with its baseline read from beside it; null for one that was measured
 * alone, or only served as a baseline. Rejects with an input error when the baseline is gone or cannot be read.
 */
export async function readOperationPair(file: string, {run, turns}: OperationRecord): Promise<OperationDelta | null> {
	if (turns?.role !== 'current') {
		return null;
	}

	const folder = path.dirname(file);
	const {files} = await listRuns(folder);
	const name = files.find(({id}) => id === turns.baseline)?.name ?? `${turns.baseline}.json`;
	const baseline = await readRecord(path.join(folder, name));
	if (baseline.kind !== 'OperationRecord') {
		throw new PlanflipError('input', {message: `Run ${turns.baseline} is not of an operation.`, where: path.join(folder, name)});
	}

	return {kind: 'OperationDelta', baseline: baseline.run, current: run, routes: turns.routes};
}
