import {jsonText} from '../text/json-text.ts';
import {operationRunJson} from './encode-operation-run.ts';
import {runRecordJson, runServerJson} from './encode-run-record.ts';
import type {Measurement} from './measurement.ts';

/** Goes up when an older planflip would misread what a newer one writes; new keys alone are no reason. */
export const measurementVersion = 1;

/** A measurement as text for a file: JSON, its runs as in the history, EXPLAIN to the byte. Times in ms, sizes in bytes. Read by decodeMeasurement. */
export function encodeMeasurement(measurement: Measurement): string {
	const {database, catalog} = measurement;
	return `${jsonText({
		planflip: 'measurement',
		version: measurementVersion,
		step: measurement.step,
		id: measurement.id,
		startedAt: measurement.startedAt.toISOString(),
		finishedAt: measurement.finishedAt?.toISOString() ?? null,
		database: {label: database.label, key: database.key},
		identity: measurement.identity,
		server: runServerJson(measurement.server),
		catalog: {folder: catalog.folder, entries: catalog.entries.map(({name, title, frequency, load, expected, estimate, mark}) => ({name, title, frequency, load, expected, estimate, mark}))},
		answers: measurement.answers,
		rttMs: measurement.rttMs,
		notes: measurement.notes,
		failures: measurement.failures.map(({entry, lines}) => ({entry, lines})),
		leftOut: measurement.leftOut.map(({entry, lines}) => ({entry, lines})),
		indexes: measurement.indexes.map(({schema, table, name, definition, bytes, valid, constraint, partOf}) => ({schema, table, name, definition, bytes, valid, constraint, partOf})),
		tables: measurement.tables.map(({schema, name, rows, bytes}) => ({schema, name, rows, bytes})),
		statements: measurement.statements.map(({run, before}) => ({run: runRecordJson(run), before: before === null ? null : runRecordJson(before)})),
		operations: measurement.operations.map(({run, before}) => ({run: operationRunJson(run), before: before === null ? null : {run: operationRunJson(before.run), routes: before.routes}})),
	}, '\t')}\n`;
}
