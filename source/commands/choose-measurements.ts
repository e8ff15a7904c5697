import type {Catalog} from '../catalog/catalog.ts';
import {findMeasurement, latestMeasurement, newerBaseline, type WantedMeasurement} from '../disk/find-measurement.ts';
import {isFile} from '../disk/is-file.ts';
import {isOfCatalog, latestOfCatalog} from '../disk/latest-of-catalog.ts';
import {measuredElsewhere} from '../disk/measured-elsewhere.ts';
import {describeMeasurementFile} from '../disk/measurement-file-name.ts';
import {readMeasurement} from '../disk/measurements-folder.ts';
import {readCatalogFolder} from '../disk/read-catalog-folder.ts';
import {PlanflipError} from '../errors.ts';
import {folderOfPlace} from '../experiment/embedded-place.ts';
import type {Measurement} from '../experiment/measurement.ts';
import type {DatabaseName} from '../experiment/run-record.ts';
import {resultsFolder} from './results-folder.ts';
import type {Settings, Surface} from './settings.ts';
import {stepsDatabase} from './steps-database.ts';

export interface TwoMeasurements {
	readonly before: Measurement;
	readonly after: Measurement;
	/** A sentence on a baseline that was measured since, and that nothing answers; null when there is none, or the two were named. */
	readonly newer: string | null;
}

type Naming = Pick<Settings, 'results' | 'databaseUrl' | 'scale' | 'seed' | 'catalog'>;

/**
 * The two to compare: files, ids or their beginnings, `latest`. Without words the latest post-optimization of the database that the arguments or the environment name, as for
 * every other step, and the baseline that it answers; with one word, that baseline and the latest post-optimization of the same database. --catalog leaves those of its catalogue.
 */
export async function chooseMeasurements(words: readonly string[], settings: Naming, surface: Pick<Surface, 'env' | 'home' | 'tell'>): Promise<TwoMeasurements> {
	const [first, second, ...surplus] = words;
	if (surplus.length > 0) {
		throw new PlanflipError('usage', {message: `compare takes two measurements at most, but got "${words.join(' ')}".`, hint: 'planflip compare, or planflip compare BASELINE AFTER: ids, files or latest'});
	}

	const folder = await resultsFolder(settings, surface);
	const here = () => stepsDatabase(settings, surface);
	if (first === undefined) {
		const after = await latestAfter(folder, here(), settings);
		return {before: await baselineOf(after, folder, surface), after, newer: await newerThan(after, folder, settings)};
	}

	const before = await readNamed(first, folder, {step: 'baseline', latestOf: here});
	const after = second === undefined
		? await latestAfter(folder, before.database, settings)
		: await readNamed(second, folder, {step: 'post-optimization', latestOf: () => before.database});
	if (before.id === after.id) {
		throw new PlanflipError('usage', {message: `${before.id} is compared with itself.`, hint: 'Name two measurements: planflip compare BASELINE AFTER'});
	}

	await refuseOtherCatalog([before, after], settings);
	return {before, after, newer: null};
}

/** Never another database's: whoever has those in mind is told how to name them. */
async function latestAfter(folder: string, database: DatabaseName, {results, catalog}: Naming): Promise<Measurement> {
	if (catalog !== undefined) {
		return latestAfterOf(await readCatalogFolder(catalog), folder, database);
	}

	const file = await latestMeasurement(folder, {step: 'post-optimization', database});
	if (file !== null) {
		return readMeasurement(file);
	}

	const others = await measuredElsewhere(folder, database);
	const begun = await latestMeasurement(folder, {step: 'baseline', database}) !== null;
	// Folders tell apart what was filled alike.
	const label = (one: DatabaseName) => one.label === database.label ? `${one.label}, in ${folderOfPlace(one) ?? one.key}` : one.label;
	throw new PlanflipError('usage', {
		message: `There is no post-optimization measurement of ${database.label}.`,
		where: folder,
		hint: [
			`planflip ${begun ? 'post-optimization takes one' : 'baseline begins, and planflip post-optimization takes one when the indexes are built'}. Another database is named as for every step: DATABASE_URL, --database-url, --scale, --seed.`,
			...others.map(one => `Measured on ${label(one.database)}: planflip compare ${one.baseline ?? 'BASELINE'} ${one.after}${results === undefined ? '' : ` --results ${results}`}`),
		].join('\n'),
	});
}

async function latestAfterOf(catalog: Catalog, folder: string, database: DatabaseName): Promise<Measurement> {
	const after = await latestOfCatalog(folder, {step: 'post-optimization', database}, catalog);
	if (after === null) {
		throw new PlanflipError('usage', {
			message: `There is no post-optimization measurement of ${database.label} with the catalogue ${catalog.folder}.`,
			where: folder,
			hint: `planflip post-optimization --catalog ${catalog.folder} takes one; without --catalog the latest of any catalogue is compared.`,
		});
	}

	return after;
}

async function refuseOtherCatalog(named: readonly Measurement[], {catalog: folder}: Naming): Promise<void> {
	const catalog = folder === undefined ? null : await readCatalogFolder(folder);
	const other = catalog === null ? undefined : named.find(measurement => !isOfCatalog(measurement, catalog));
	if (other !== undefined) {
		throw new PlanflipError('usage', {message: `The measurement ${other.id} is of the catalogue ${other.catalog.folder}, not of ${folder}.`, hint: 'Leave out --catalog, or name measurements of that catalogue.'});
	}
}

/** Whoever measured a baseline anew must not be told of yesterday's pair as if it were today's. */
async function newerThan(after: Measurement, folder: string, {catalog}: Naming): Promise<string | null> {
	const newer = await newerBaseline(folder, after);
	const also = newer === null || catalog === undefined ? null : await latestOfCatalog(folder, {step: 'baseline', database: after.database}, await readCatalogFolder(catalog));
	return newer === null || (catalog !== undefined && (also === null || also.startedAt <= after.startedAt))
		? null
		: `The baseline ${also === null ? describeMeasurementFile(newer) : also.id} is newer, and no post-optimization answers it: what is compared is older. planflip post-optimization measures against it.`;
}

/** The one that it was measured against; the latest of the same database when that one is gone, and this is said. */
async function baselineOf(after: Measurement, folder: string, {tell}: Pick<Surface, 'tell'>): Promise<Measurement> {
	if (after.answers !== null) {
		try {
			return await readMeasurement(await findMeasurement(folder, {step: 'baseline', database: null, which: after.answers}));
		} catch (error) {
			if (!(error instanceof PlanflipError) || error.kind !== 'usage') {
				throw error;
			}

			tell(`The baseline ${after.answers} that ${after.id} was measured against is not in ${folder} any more; the latest of that database is taken.`);
		}
	}

	return readMeasurement(await findMeasurement(folder, {step: 'baseline', database: after.database, which: 'latest'}));
}

/** A file, else a measurement of the step that belongs there, else of the other one. */
async function readNamed(word: string, folder: string, {step, latestOf}: Pick<WantedMeasurement, 'step'> & {readonly latestOf: () => DatabaseName}): Promise<Measurement> {
	if (await isFile(word)) {
		return readMeasurement(word);
	}

	try {
		return await readMeasurement(await findMeasurement(folder, {step, database: word === 'latest' ? latestOf() : null, which: word}));
	} catch (error) {
		if (!(error instanceof PlanflipError) || error.kind !== 'usage' || word === 'latest') {
			throw error;
		}

		const other = await findMeasurement(folder, {step: step === 'baseline' ? 'post-optimization' : 'baseline', database: null, which: word}).catch(() => null);
		if (other === null) {
			throw new PlanflipError('usage', {message: `There is no measurement "${word}", and no file of that name.`, where: folder, hint: error.hint, cause: error});
		}

		return readMeasurement(other);
	}
}
