import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {PlanflipError} from '../errors.ts';
import {decodeMeasurement} from '../experiment/decode-measurement.ts';
import {encodeMeasurement} from '../experiment/encode-measurement.ts';
import type {Measurement} from '../experiment/measurement.ts';
import {measurementFileName, type MeasurementFileName, readMeasurementFileName} from './measurement-file-name.ts';
import {codeOf, reasonOf} from './reason-of.ts';
import {stateFolder} from './state-folder.ts';
import {writeWhole} from './write-whole.ts';

/** Where the steps leave their results: `--results DIR`, else beside the history of runs. */
export function measurementsFolder(results: string | undefined, env: Readonly<Record<string, string | undefined>>, home: string): string {
	return results === undefined ? path.join(stateFolder(env, home), 'measurements') : path.resolve(results);
}

/** By their names alone, newest first. No folder is no measurements; what is not one is passed over. Rejects with a letter when it cannot be read. */
export async function listMeasurements(folder: string): Promise<readonly MeasurementFileName[]> {
	const names = await readdir(folder).catch((error: unknown) => {
		if (codeOf(error) === 'ENOENT') {
			return [];
		}

		throw new PlanflipError(codeOf(error) === 'ENOTDIR' ? 'usage' : 'permission', {message: `The folder of results cannot be read: ${reasonOf(error)}.`, where: folder, hint: '--results DIR names another one.', cause: error});
	});
	return names.sort().reverse().map(name => readMeasurementFileName(name)).filter(file => file !== null);
}

/** Rejects with an input error that names the file. */
export async function readMeasurement(file: string): Promise<Measurement> {
	const text = await readFile(file, 'utf8').catch((error: unknown) => {
		throw new PlanflipError('input', {message: `The measurement cannot be read: ${reasonOf(error)}.`, where: file, cause: error});
	});
	try {
		return decodeMeasurement(text);
	} catch (error) {
		throw error instanceof PlanflipError ? new PlanflipError(error.kind, {message: error.message, where: file, hint: error.hint, cause: error}) : error;
	}
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
