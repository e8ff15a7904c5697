import type {AppliedIndex, AppliedIndexes} from './applied-indexes.ts';
import {appliedVersion} from './encode-applied-indexes.ts';
import {readRecordText, refuseNewer} from './read-record-text.ts';
import {recordParts} from './record-parts.ts';
import type {RecordReader} from './record-reader.ts';

/** @throws PlanflipError input: not such a record, damaged, or written by a newer planflip in a way that this one would misread. */
export function decodeAppliedIndexes(text: string): AppliedIndexes {
	const record = readRecordText(text, 'applied');
	refuseNewer(record, appliedVersion, 'record of applied indexes');
	const database = record.object('database');
	return {
		kind: 'AppliedIndexes',
		id: record.text('id'),
		startedAt: recordParts.date(record),
		database: {label: database.text('label'), key: database.text('key')},
		identity: recordParts.identity(record.object('identity')),
		indexes: record.objects('indexes').map(one => index(one)),
	};
}

function index(record: RecordReader): AppliedIndex {
	return {
		schema: record.text('schema'),
		table: record.text('table'),
		name: record.text('name'),
		statement: record.text('statement'),
		begunAt: recordParts.date(record, 'begunAt'),
		builtAt: record.textOrNull('builtAt') === null ? null : recordParts.date(record, 'builtAt'),
		oid: record.numberOrNull('oid'),
		definition: record.textOrNull('definition'),
		droppedAt: record.textOrNull('droppedAt') === null ? null : recordParts.date(record, 'droppedAt'),
	};
}
