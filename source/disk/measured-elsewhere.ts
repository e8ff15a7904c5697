import path from 'node:path';
import type {DatabaseName} from '../experiment/run-record.ts';
import {listMeasurements, readMeasurement} from './measurements-folder.ts';
import {databaseMark} from './run-file-name.ts';

/** Another database's latest pair, as it can be named. */
export interface MeasuredElsewhere {
	readonly database: DatabaseName;
	/** null: it answers none, and none is there. */
	readonly baseline: string | null;
	readonly after: string;
}

/** So many databases are told of: a measurement is opened for each. */
const told = 5;

/** What post-optimization measured last on each database but this one, newest first; what cannot be read is passed over. */
export async function measuredElsewhere(folder: string, here: DatabaseName): Promise<readonly MeasuredElsewhere[]> {
	const all = await listMeasurements(folder);
	const others = all.filter(({step, database}) => step === 'post-optimization' && database !== databaseMark(here));
	const newest = others.filter(({database}, at) => others.findIndex(other => other.database === database) === at).slice(0, told);
	const found = await Promise.all(newest.map(async ({name, database: mark}) => {
		const after = await readMeasurement(path.join(folder, name)).catch(() => null);
		const baseline = after?.answers ?? all.find(({step, database}) => step === 'baseline' && database === mark)?.id ?? null;
		return after === null ? null : {database: after.database, baseline, after: after.id};
	}));
	return found.filter(one => one !== null);
}
