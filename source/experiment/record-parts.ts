import type {SqlValue} from '../database/session.ts';
import type {Json} from '../plan/plan.ts';
import {readExplainJson} from '../plan/read-explain-json.ts';
import type {Comparison, Verdict} from '../statistics/comparison.ts';
import type {DatabaseIdentity} from './database-identity.ts';
import type {RecordReader} from './record-reader.ts';
import type {RunServer} from './run.ts';
import {isRungNumber, type Rung, rungOf} from './rung.ts';

/** What kept runs, operations and measurements have in common. Each reads its part strictly: an input error names the key. */
export const recordParts = {sqlValue, isSqlValue, date, rung, server, identity, comparison, explain};

function sqlValue(record: RecordReader, key = 'value'): SqlValue {
	const value = record.value(key);
	if (isSqlValue(value)) {
		return value;
	}

	throw record.refuse(key, 'a value of a parameter');
}

function isSqlValue(value: Json | undefined): value is string | number | boolean | null {
	return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function date(record: RecordReader, key = 'startedAt'): Date {
	const at = new Date(record.text(key));
	if (Number.isNaN(at.getTime())) {
		throw record.refuse(key, 'a date');
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

function identity(record: RecordReader): DatabaseIdentity {
	return {system: record.textOrNull('system'), oid: record.number('oid')};
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

/** As Postgres said it; what cannot be read as a plan now would fail every report later. */
function explain(record: RecordReader): string {
	const text = record.text('explain');
	if (text !== '') {
		readExplainJson(text);
	}

	return text;
}

const verdicts: readonly Verdict[] = ['faster', 'slower', 'no difference', 'cannot tell'];

function comparison(record: RecordReader): Comparison {
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
