import type {Measurement, MeasurementStep} from '../experiment/measurement.ts';
import {databaseMark} from './run-file-name.ts';

/** What a kept measurement's file name tells without opening it. */
export interface MeasurementFileName {
	readonly name: string;
	/** `20261125T173352123Z`, UTC: when it began. */
	readonly time: string;
	readonly step: MeasurementStep;
	/** See databaseMark. */
	readonly database: string;
	readonly id: string;
}

/** `20261125T173352123Z~baseline~23842821~a1b2c3d4.json`: when it began (UTC), step, database, id. Sorting by name is sorting by time. */
export function measurementFileName({id, step, database, startedAt}: Pick<Measurement, 'id' | 'step' | 'database' | 'startedAt'>): string {
	return `${measurementTime(startedAt)}~${step}~${databaseMark(database)}~${id}.json`;
}

/** `20261125T173352123Z` */
export function measurementTime(startedAt: Date): string {
	return startedAt.toISOString().replaceAll(/[-:.]/g, '');
}

/** Null for the name of any other file. */
export function readMeasurementFileName(name: string): MeasurementFileName | null {
	const [, time, step, database, id] = /^(\d{8}T\d{9}Z)~(baseline|post-optimization)~([\da-f]{8})~([\da-f]{8})\.json$/.exec(name) ?? [];
	return time !== undefined && (step === 'baseline' || step === 'post-optimization') && database !== undefined && id !== undefined
		? {name, time, step, database, id}
		: null;
}

/** `a1b2c3d4 (2026-11-25 17:33 UTC)`: how a letter names one. */
export function describeMeasurementFile({id, time}: MeasurementFileName): string {
	const [, year, month, day, hour, minute] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)/.exec(time) ?? [];
	return `${id} (${year}-${month}-${day} ${hour}:${minute} UTC)`;
}
