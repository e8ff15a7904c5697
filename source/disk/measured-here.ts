import path from 'node:path';
import {type DatabaseIdentity, provenSame} from '../experiment/database-identity.ts';
import {latestMeasurement, type WantedMeasurement} from './find-measurement.ts';
import {listMeasurements, readMeasurement} from './measurements-folder.ts';

/** So many databases' latest are opened in search of one under another name. */
const opened = 8;

/** The file of the latest measurement of a step on a database: by its name, else by the identity that it bears whatever it was called. null where there is none. */
export async function measuredHere(folder: string, wanted: Omit<WantedMeasurement, 'which'>, identity: DatabaseIdentity | null): Promise<string | null> {
	const byName = await latestMeasurement(folder, wanted);
	if (byName !== null || identity === null) {
		return byName;
	}

	const all = (await listMeasurements(folder)).filter(({step}) => step === wanted.step);
	const newest = all.filter(({database}, at) => all.findIndex(other => other.database === database) === at).slice(0, opened);
	for (const {name} of newest) {
		const file = path.join(folder, name);
		const measurement = await readMeasurement(file).catch(() => null);
		if (measurement?.identity !== undefined && provenSame(measurement.identity, identity)) {
			return file;
		}
	}

	return null;
}
