import path from 'node:path';
import {PlanflipError} from '../errors.ts';
import type {Measurement, MeasurementStep} from '../experiment/measurement.ts';
import type {DatabaseName} from '../experiment/run-record.ts';
import {describeMeasurementFile, type MeasurementFileName, measurementTime} from './measurement-file-name.ts';
import {listMeasurements} from './measurements-folder.ts';
import {databaseMark} from './run-file-name.ts';

/** So many of the newest are named when the one asked for is not there. */
const offered = 5;

export interface WantedMeasurement {
	readonly step: MeasurementStep;
	/** Of this database only; null: of any. */
	readonly database: DatabaseName | null;
	/** `latest`, or an id or its beginning. */
	readonly which: string;
}

/** The file of a measurement, unread; `latest` is the one that began last. @throws PlanflipError usage: there is none, or several; with those there are. */
export async function findMeasurement(folder: string, wanted: WantedMeasurement): Promise<string> {
	const all = await listMeasurements(folder);
	const files = all.filter(file => matches(file, wanted));
	const [first, ...others] = wanted.which === 'latest' ? files.slice(0, 1) : files.filter(({id}) => id.startsWith(wanted.which.toLowerCase()));
	if (first === undefined) {
		throw new PlanflipError('usage', {message: missing(wanted), where: folder, hint: hintFor(all, wanted)});
	}

	if (others.length > 0) {
		throw new PlanflipError('usage', {message: `${others.length + 1} measurements begin with "${wanted.which}".`, where: folder, hint: `Give more of its id: ${[first, ...others].map(file => describeMeasurementFile(file)).join(', ')}.`});
	}

	return path.join(folder, first.name);
}

/** The latest measurement of a step on a database, unread; null where there is none. */
export async function latestMeasurement(folder: string, wanted: Omit<WantedMeasurement, 'which'>): Promise<string | null> {
	const [latest] = (await listMeasurements(folder)).filter(file => matches(file, wanted));
	return latest === undefined ? null : path.join(folder, latest.name);
}

/** A baseline of the same database that began after the measurement did, by its file's name; null where there is none. */
export async function newerBaseline(folder: string, {startedAt, database}: Pick<Measurement, 'startedAt' | 'database'>): Promise<MeasurementFileName | null> {
	const mark = {time: measurementTime(startedAt), database: databaseMark(database)};
	return (await listMeasurements(folder)).find(file => file.step === 'baseline' && file.database === mark.database && file.time > mark.time) ?? null;
}

function matches(file: MeasurementFileName, {step, database}: Omit<WantedMeasurement, 'which'>): boolean {
	return file.step === step && (database === null || file.database === databaseMark(database));
}

function missing({step, database, which}: WantedMeasurement): string {
	const of = database === null ? '' : ` of ${database.label}`;
	return which === 'latest' ? `There is no ${step} measurement${of}.` : `There is no ${step} measurement "${which}"${of}.`;
}

function hintFor(all: readonly MeasurementFileName[], {step, which}: WantedMeasurement): string {
	const same = all.filter(file => file.step === step);
	if (same.length === 0) {
		return `planflip ${step} takes one${all.length === 0 ? '; --results DIR says where it is kept when not in this folder' : ''}.`;
	}

	return `${which === 'latest' ? 'Of other databases there are' : 'There are'}: ${same.slice(0, offered).map(file => describeMeasurementFile(file)).join(', ')}.`;
}
