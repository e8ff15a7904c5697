import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {PlanflipError} from '../errors.ts';
import {decodeMeasurement} from '../experiment/decode-measurement.ts';
import {encodeMeasurement} from '../experiment/encode-measurement.ts';
import type {Measurement} from '../experiment/measurement.ts';
import {describeMeasurementFile, measurementFileName, type MeasurementFileName, readMeasurementFileName} from './measurement-file-name.ts';
import {namesOfResults} from './names-of-results.ts';
import {reasonOf} from './reason-of.ts';
import {stateFolder} from './state-folder.ts';
import {writeWhole} from './write-whole.ts';

/** So many of the newest are named in the place of one that is of no use. */
const offered = 5;

/** Where the steps leave their results: `--results DIR`, else beside the history of runs. */
export function measurementsFolder(results: string | undefined, env: Readonly<Record<string, string | undefined>>, home: string): string {
	return results === undefined ? path.join(stateFolder(env, home), 'measurements') : path.resolve(results);
}

/** By their names alone, newest first. No folder is no measurements; what is not one is passed over. Rejects with a letter when it cannot be read. */
export async function listMeasurements(folder: string): Promise<readonly MeasurementFileName[]> {
	return (await namesOfResults(folder)).toReversed().map(name => readMeasurementFileName(name)).filter(file => file !== null);
}

/** Rejects with an input error that names the file and what can be done without it. */
export async function readMeasurement(file: string): Promise<Measurement> {
	try {
		const text = await readFile(file, 'utf8').catch((error: unknown) => {
			throw new PlanflipError('input', {message: `The measurement cannot be read: ${reasonOf(error)}.`, cause: error});
		});
		return decodeMeasurement(text);
	} catch (error) {
		if (!(error instanceof PlanflipError)) {
			throw error;
		}

		const hint = [...(error.hint === undefined ? [] : [error.hint]), ...await waysAround(file)].join('\n');
		throw new PlanflipError(error.kind, {message: error.message, where: file, hint: hint === '' ? undefined : hint, cause: error});
	}
}

/** What can be done without a kept measurement that cannot be read: others of its step and database can be named, and it can be measured anew. */
async function waysAround(file: string): Promise<readonly string[]> {
	const kept = readMeasurementFileName(path.basename(file));
	if (kept === null) {
		return [];
	}

	const all = await listMeasurements(path.dirname(file)).catch(() => []);
	const others = all.filter(({name, step, database}) => name !== kept.name && step === kept.step && database === kept.database).slice(0, offered);
	const naming = kept.step === 'baseline' ? 'post-optimization --baseline ID, or compare ID' : 'compare BASELINE ID';
	return [
		...(others.length === 0 ? [] : [`Others of that database can be named (planflip ${naming}): ${others.map(other => describeMeasurementFile(other)).join(', ')}.`]),
		`planflip ${kept.step} takes a new one, which is the latest then; this file can be deleted.`,
	];
}

/** Whole or not at all; one that goes on replaces its own file. Returns the file. Rejects with a letter. */
export async function writeMeasurement(folder: string, measurement: Measurement): Promise<string> {
	const name = measurementFileName(measurement);
	try {
		await writeWhole(folder, name, encodeMeasurement(measurement));
	} catch (error) {
		throw new PlanflipError('permission', {message: `The measurement cannot be kept: ${reasonOf(error)}.`, where: folder, hint: '--results DIR names another folder.', cause: error});
	}

	return path.join(folder, name);
}
