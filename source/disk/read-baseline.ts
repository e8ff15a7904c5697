import path from 'node:path';
import type {RunRecord} from '../experiment/run-record.ts';
import {listRuns, readRun} from './runs-folder.ts';

/** The run that stands beside another as its baseline, by its id. Rejects with an input error when it is gone or cannot be read. */
export async function readBaseline(file: string, baseline: string): Promise<RunRecord> {
	const folder = path.dirname(file);
	const {files} = await listRuns(folder);
	return readRun(path.join(folder, files.find(({id}) => id === baseline)?.name ?? `${baseline}.json`));
}
