import path from 'node:path';
import type {Catalog} from '../catalog/catalog.ts';
import type {Measurement} from '../experiment/measurement.ts';
import type {WantedMeasurement} from './find-measurement.ts';
import {listMeasurements, readMeasurement} from './measurements-folder.ts';
import {databaseMark} from './run-file-name.ts';

type Named = Pick<Catalog, 'folder' | 'entries' | 'operations'>;

/** The latest measurement of a step on a database that is of this catalogue, read; null where there is none. What cannot be read is passed over. */
export async function latestOfCatalog(folder: string, {step, database}: Omit<WantedMeasurement, 'which'>, catalog: Named): Promise<Measurement | null> {
	for (const file of await listMeasurements(folder)) {
		const wanted = file.step === step && (database === null || file.database === databaseMark(database));
		const measurement = wanted ? await readMeasurement(path.join(folder, file.name)).catch(() => null) : null;
		if (measurement !== null && isOfCatalog(measurement, catalog)) {
			return measurement;
		}
	}

	return null;
}

/** By its folder; by its entries' names where it lay elsewhere, as in another checkout. */
export function isOfCatalog({catalog: {folder, entries}}: Pick<Measurement, 'catalog'>, catalog: Named): boolean {
	const names = [...catalog.entries, ...catalog.operations].map(({name}) => name).sort();
	return path.resolve(folder) === path.resolve(catalog.folder) || JSON.stringify(entries.map(({name}) => name).sort()) === JSON.stringify(names);
}
