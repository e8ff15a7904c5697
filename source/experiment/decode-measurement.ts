import {readOperationRun} from './decode-operation-run.ts';
import {readRunRecord} from './decode-run-record.ts';
import {measurementVersion} from './encode-measurement.ts';
import type {Measurement, MeasuredIndex, MeasurementFailure, MeasurementStep, OperationMeasurement} from './measurement.ts';
import {readExpectation} from './read-expectation.ts';
import {readRecordText, refuseNewer} from './read-record-text.ts';
import {readRouteDelta} from './read-route-delta.ts';
import {recordParts} from './record-parts.ts';
import type {RecordReader} from './record-reader.ts';

/**
 * A kept measurement, understood. Keys that this version does not know are passed over.
 * @throws PlanflipError input: not a measurement, damaged, or written by a newer planflip in a way that this one would misread.
 */
export function decodeMeasurement(text: string): Measurement {
	const record = readRecordText(text, 'measurement');
	refuseNewer(record, measurementVersion, 'measurement');
	const database = record.object('database');
	const catalog = record.object('catalog');
	return {
		kind: 'Measurement',
		step: step(record),
		id: record.text('id'),
		startedAt: recordParts.date(record),
		finishedAt: record.textOrNull('finishedAt') === null ? null : recordParts.date(record, 'finishedAt'),
		database: {label: database.text('label'), key: database.text('key')},
		...(record.has('identity') ? {identity: recordParts.identity(record.object('identity'))} : {}),
		server: recordParts.server(record.object('server')),
		catalog: {folder: catalog.text('folder'), entries: catalog.objects('entries').map(entry => ({name: entry.text('name'), title: entry.text('title'), ...readExpectation(entry), mark: entry.text('mark')}))},
		answers: record.textOrNull('answers'),
		indexes: record.objects('indexes').map(one => index(one)),
		tables: record.objects('tables').map(table => ({schema: table.text('schema'), name: table.text('name'), rows: table.numberOrNull('rows'), bytes: table.number('bytes')})),
		rttMs: record.number('rttMs'),
		statements: record.objects('statements').map(statement => {
			const before = statement.objectOrNull('before');
			return {run: readRunRecord(statement.object('run')), before: before === null ? null : readRunRecord(before)};
		}),
		operations: record.objects('operations').map(one => operation(one)),
		failures: record.objects('failures').map(one => failure(one)),
		// Once it counted as a failure.
		leftOut: record.has('leftOut') ? record.objects('leftOut').map(one => failure(one)) : [],
		notes: record.texts('notes'),
	};
}

function failure(record: RecordReader): MeasurementFailure {
	return {entry: record.text('entry'), lines: record.texts('lines')};
}

function operation(record: RecordReader): OperationMeasurement {
	// Once operations were measured alone, and nothing was said of it.
	const before = record.has('before') ? record.objectOrNull('before') : null;
	return {
		run: readOperationRun(record.object('run')),
		before: before === null ? null : {run: readOperationRun(before.object('run')), routes: before.objects('routes').map(route => readRouteDelta(route))},
	};
}

function step(record: RecordReader): MeasurementStep {
	const said = record.text('step');
	if (said !== 'baseline' && said !== 'post-optimization') {
		throw record.refuse('step', 'baseline or post-optimization');
	}

	return said;
}

function index(record: RecordReader): MeasuredIndex {
	return {
		schema: record.text('schema'),
		table: record.text('table'),
		name: record.text('name'),
		definition: record.text('definition'),
		bytes: record.number('bytes'),
		valid: record.flag('valid'),
		constraint: record.flag('constraint'),
		partOf: record.has('partOf') ? record.textOrNull('partOf') : null,
	};
}
