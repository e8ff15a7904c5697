import {configurationOf} from '../catalog/index-configuration.ts';
import type {IndexFacts, InsightContext} from '../insight/context.ts';
import {recordVersion} from './encode-run-record.ts';
import type {MeasuredTimes} from './forecast.ts';
import type {ImaginedIndex} from './imagined-index.ts';
import {recordParts} from './record-parts.ts';
import type {RecordReader} from './record-reader.ts';
import {readRecordText, refuseNewer} from './read-record-text.ts';
import type {BoundParameter, NamedIndexes} from './run.ts';
import type {RunRecord, Turns} from './run-record.ts';

/** Whether a text is meant to be a kept run, whatever its version and however damaged. */
export function looksLikeRunRecord(text: string): boolean {
	return /^\s*\{\s*"planflip"\s*:\s*"run"/.test(text);
}

/**
 * A kept run, understood. Keys that this version does not know are passed over.
 * @throws PlanflipError input: not a run, damaged, or written by a newer planflip in a way that this one would misread.
 */
export function decodeRunRecord(text: string): RunRecord {
	return readRunRecord(readRecordText(text, 'run'));
}

/** The same, out of a larger file. */
export function readRunRecord(record: RecordReader): RunRecord {
	refuseNewer(record, recordVersion, 'run');
	const planningMs = record.numberOrNull('planningMs');
	return {
		kind: 'RunRecord',
		id: record.text('id'),
		database: {label: record.object('database').text('label'), key: record.object('database').text('key')},
		run: {
			kind: 'Run',
			subject: {
				entry: record.text('entry'),
				sql: record.text('sql'),
				parameters: record.objects('parameters').map(parameter => boundParameter(parameter)),
				file: record.text('file'),
				line: record.number('line'),
			},
			indexes: namedIndexes(record.object('configuration')),
			rung: recordParts.rung(record.object('rung')),
			server: recordParts.server(record.object('server')),
			startedAt: recordParts.date(record),
			explain: recordParts.explain(record),
			planningMs,
			firstMs: record.numberOrNull('firstMs'),
			samples: record.numbers('samples'),
			timedOutMs: record.numberOrNull('timedOutMs'),
			...(record.has('imagined') ? {imagined: record.objects('imagined').map(index => imaginedIndex(index))} : {}),
		},
		context: {planningMs, ...context(record.object('context'))},
		...(record.has('warnings') ? {warnings: record.texts('warnings')} : {}),
		...(record.has('measured') ? {measured: measuredTimes(record.object('measured'))} : {}),
		turns: turns(record.objectOrNull('turns')),
	};
}

function boundParameter(parameter: RecordReader): BoundParameter {
	const name = parameter.text('name');
	return parameter.has('unknown') && parameter.flag('unknown') ? {name, value: null, unknown: true} : {name, value: recordParts.sqlValue(parameter)};
}

function namedIndexes(configuration: RecordReader): NamedIndexes {
	return {name: configuration.text('name'), configuration: configurationOf(configuration.texts('on'))};
}

function imaginedIndex(index: RecordReader): ImaginedIndex {
	return {key: index.text('key'), alias: index.text('alias'), bytes: index.numberOrNull('bytes'), blind: index.flag('blind')};
}

function measuredTimes(measured: RecordReader): MeasuredTimes {
	return {indexes: namedIndexes(measured.object('configuration')), samples: measured.numbers('samples'), planningMs: measured.numberOrNull('planningMs')};
}

function turns(record: RecordReader | null): Turns | null {
	if (record === null) {
		return null;
	}

	const role = record.text('role');
	switch (role) {
		case 'current': {
			const comparison = record.objectOrNull('comparison');
			return {role, baseline: record.text('baseline'), comparison: comparison === null ? null : recordParts.comparison(comparison), samePlan: record.flag('samePlan')};
		}

		case 'baseline': {
			return {role, current: record.text('current')};
		}

		default: {
			throw record.refuse('role', 'current or baseline');
		}
	}
}

function context(record: RecordReader): InsightContext {
	return {
		...(record.has('tables') ? {tables: record.objects('tables').map(table => ({
			schema: schemaOf(table), name: table.text('name'), modifiedSinceAnalyze: table.number('modifiedSinceAnalyze'), rows: table.number('rows'),
			...(table.has('varchars') ? {varchars: table.texts('varchars')} : {}),
			...(table.has('partitionOf') ? {partitionOf: tableName(table.object('partitionOf'))} : {}),
		}))} : {}),
		...(record.has('indexes') ? {indexes: record.objects('indexes').map(index => indexFacts(index))} : {}),
		...(record.has('unused') ? {unused: record.objects('unused').map(index => ({...indexFacts(index), include: index.texts('include'), definition: index.text('definition')}))} : {}),
		...(record.has('foreignKeys') ? {foreignKeys: record.objects('foreignKeys').map(key => ({
			constraint: key.text('constraint'), schema: schemaOf(key), table: key.text('table'), columns: key.texts('columns'),
		}))} : {}),
		...(record.has('givenSettings') ? {givenSettings: record.texts('givenSettings')} : {}),
	};
}

function tableName(of: RecordReader): {readonly schema: string; readonly name: string} {
	return {schema: of.text('schema'), name: of.text('name')};
}

function schemaOf(of: RecordReader): string | null {
	return of.value('schema') === null ? null : of.text('schema');
}

function indexFacts(index: RecordReader): IndexFacts {
	return {
		schema: schemaOf(index),
		table: index.text('table'),
		name: index.text('name'),
		method: index.text('method'),
		columns: index.texts('columns'),
		predicate: index.value('predicate') === null ? null : index.text('predicate'),
	};
}
