import {findMeasurement, type WantedMeasurement} from '../disk/find-measurement.ts';
import {isFile} from '../disk/is-file.ts';
import {measurementsFolder, readMeasurement} from '../disk/measurements-folder.ts';
import {PlanflipError} from '../errors.ts';
import type {Measurement} from '../experiment/measurement.ts';
import type {Settings, Surface} from './settings.ts';

export interface TwoMeasurements {
	readonly before: Measurement;
	readonly after: Measurement;
}

/**
 * The two to compare: files, ids or their beginnings, `latest`. Without words the latest post-optimization and the baseline that it answers;
 * with one word, that baseline and the latest post-optimization of the same database.
 */
export async function chooseMeasurements(words: readonly string[], settings: Pick<Settings, 'results'>, surface: Pick<Surface, 'env' | 'home' | 'tell'>): Promise<TwoMeasurements> {
	const [first, second, ...surplus] = words;
	if (surplus.length > 0) {
		throw new PlanflipError('usage', {message: `compare takes two measurements at most, but got "${words.join(' ')}".`, hint: 'planflip compare, or planflip compare BASELINE AFTER: ids, files or latest'});
	}

	const folder = measurementsFolder(settings.results, surface.env, surface.home);
	if (first === undefined) {
		const after = await readMeasurement(await findMeasurement(folder, {step: 'post-optimization', database: null, which: 'latest'}));
		return {before: await baselineOf(after, folder, surface), after};
	}

	const before = await readNamed(first, folder, 'baseline');
	const after = second === undefined
		? await readMeasurement(await findMeasurement(folder, {step: 'post-optimization', database: before.database, which: 'latest'}))
		: await readNamed(second, folder, 'post-optimization');
	if (before.id === after.id) {
		throw new PlanflipError('usage', {message: `${before.id} is compared with itself.`, hint: 'Name two measurements: planflip compare BASELINE AFTER'});
	}

	return {before, after};
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
async function readNamed(word: string, folder: string, step: WantedMeasurement['step']): Promise<Measurement> {
	if (await isFile(word)) {
		return readMeasurement(word);
	}

	try {
		return await readMeasurement(await findMeasurement(folder, {step, database: null, which: word}));
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
