import {configurationOf} from '../catalog/index-configuration.ts';
import type {SqlValue} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import type {IndexFacts, InsightContext} from '../insight/context.ts';
import {isJsonObject} from '../plan/json-object.ts';
import type {Json, JsonObject} from '../plan/plan.ts';
import {readExplainJson} from '../plan/read-explain-json.ts';
import {parseJson} from '../reading/read-json.ts';
import type {Comparison, Verdict} from '../statistics/comparison.ts';
import {recordVersion} from './encode-run-record.ts';
import {type RecordReader, recordReader} from './record-reader.ts';
import type {RunServer} from './run.ts';
import type {RunRecord, Turns} from './run-record.ts';
import {isRungNumber, type Rung, rungOf} from './rung.ts';

/** Whether a text is meant to be a kept run, whatever its version and however damaged. */
export function looksLikeRunRecord(text: string): boolean {
	return /^\s*\{\s*"planflip"\s*:\s*"run"/.test(text);
}

/**
 * A kept run, understood. Keys that this version does not know are passed over.
 * @throws PlanflipError input: not a run, damaged, or written by a newer planflip in a way that this one would misread.
 */
export function decodeRunRecord(text: string): RunRecord {
	const record = recordReader(parse(text));
	const version = record.number('version');
	if (version > recordVersion) {
		throw new PlanflipError('input', {
			message: `A newer planflip wrote this run (version ${version} of its form; this one reads up to ${recordVersion}).`,
			hint: 'Update planflip to see it.',
		});
	}

	const planningMs = record.numberOrNull('planningMs');
	const configuration = record.object('configuration');
	return {
		kind: 'RunRecord',
		id: record.text('id'),
		database: {label: record.object('database').text('label'), key: record.object('database').text('key')},
		run: {
			kind: 'Run',
			subject: {
				entry: record.text('entry'),
				sql: record.text('sql'),
				parameters: record.objects('parameters').map(parameter => ({name: parameter.text('name'), value: sqlValue(parameter)})),
				file: record.text('file'),
				line: record.number('line'),
			},
			indexes: {name: configuration.text('name'), configuration: configurationOf(configuration.texts('on'))},
			rung: rung(record.object('rung')),
			server: server(record.object('server')),
			startedAt: date(record),
			explain: explainText(record),
			planningMs,
			firstMs: record.numberOrNull('firstMs'),
			samples: record.numbers('samples'),
			timedOutMs: record.numberOrNull('timedOutMs'),
		},
		context: {planningMs, ...context(record.object('context'))},
		turns: turns(record.objectOrNull('turns')),
	};
}

function parse(text: string): JsonObject {
	const json = parseOrRefuse(text);
	if (!isJsonObject(json) || json['planflip'] !== 'run') {
		throw new PlanflipError('input', {message: 'This is no run of planflip\'s.'});
	}

	return json;
}

function parseOrRefuse(text: string): Json {
	try {
		return parseJson(text);
	} catch (error) {
		throw new PlanflipError('input', {message: text.trim() === '' ? 'The file is empty.' : 'This is no JSON to its end: the file is damaged.', cause: error});
	}
}

/** As Postgres said it; what cannot be read as a plan now would fail every report later. */
function explainText(record: RecordReader): string {
	const text = record.text('explain');
	if (text !== '') {
		readExplainJson(text);
	}

	return text;
}

function sqlValue(parameter: RecordReader): SqlValue {
	const value = parameter.value('value');
	if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
		return value;
	}

	throw parameter.refuse('value', 'a value of a parameter');
}

function date(record: RecordReader): Date {
	const at = new Date(record.text('startedAt'));
	if (Number.isNaN(at.getTime())) {
		throw record.refuse('startedAt', 'a date');
	}

	return at;
}

/** The badge is what the screen said then. */
function rung(record: RecordReader): Rung {
	const number = record.number('number');
	if (!isRungNumber(number)) {
		throw record.refuse('number', 'a way of switching indexes that this planflip knows');
	}

	return {...rungOf(number), badge: record.text('badge')};
}

function server(record: RecordReader): RunServer {
	const engine = record.text('engine');
	if (engine !== 'pglite' && engine !== 'server') {
		throw record.refuse('engine', 'pglite or server');
	}

	return {
		version: record.text('version'),
		versionNumber: record.number('versionNumber'),
		engine,
		database: record.text('database'),
		user: record.text('user'),
		superuser: record.flag('superuser'),
		inRecovery: record.flag('inRecovery'),
		otherBackends: record.number('otherBackends'),
	};
}

function turns(record: RecordReader | null): Turns | null {
	if (record === null) {
		return null;
	}

	const role = record.text('role');
	switch (role) {
		case 'current': {
			const comparison = record.objectOrNull('comparison');
			return {role, baseline: record.text('baseline'), comparison: comparison === null ? null : compared(comparison), samePlan: record.flag('samePlan')};
		}

		case 'baseline': {
			return {role, current: record.text('current')};
		}

		default: {
			throw record.refuse('role', 'current or baseline');
		}
	}
}

const verdicts: readonly Verdict[] = ['faster', 'slower', 'no difference', 'cannot tell'];

function compared(record: RecordReader): Comparison {
	const ratio = record.object('ratio');
	const verdict = verdicts.find(one => one === record.text('verdict'));
	if (verdict === undefined) {
		throw record.refuse('verdict', `one of ${verdicts.join(', ')}`);
	}

	return {
		ratio: {value: ratio.number('value'), low: ratio.number('low'), high: ratio.number('high')},
		verdict,
		pairs: record.number('pairs'),
		confidence: record.number('confidence'),
		floor: record.numberOrNull('floor') ?? Number.POSITIVE_INFINITY,
		detectable: record.numberOrNull('detectable') ?? Number.POSITIVE_INFINITY,
	};
}

function context(record: RecordReader): InsightContext {
	return {
		...(record.has('tables') ? {tables: record.objects('tables').map(table => ({
			schema: schemaOf(table), name: table.text('name'), modifiedSinceAnalyze: table.number('modifiedSinceAnalyze'), rows: table.number('rows'),
			...(table.has('varchars') ? {varchars: table.texts('varchars')} : {}),
		}))} : {}),
		...(record.has('indexes') ? {indexes: record.objects('indexes').map(index => indexFacts(index))} : {}),
		...(record.has('unused') ? {unused: record.objects('unused').map(index => ({...indexFacts(index), include: index.texts('include'), definition: index.text('definition')}))} : {}),
		...(record.has('foreignKeys') ? {foreignKeys: record.objects('foreignKeys').map(key => ({
			constraint: key.text('constraint'), schema: schemaOf(key), table: key.text('table'), columns: key.texts('columns'),
		}))} : {}),
		...(record.has('givenSettings') ? {givenSettings: record.texts('givenSettings')} : {}),
	};
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
