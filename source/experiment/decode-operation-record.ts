import {readOperationRun} from './decode-operation-run.ts';
import {operationRecordVersion} from './encode-operation-record.ts';
import type {OperationRecord, OperationTurns} from './operation-record.ts';
import {readRecordText, refuseNewer} from './read-record-text.ts';
import {readRouteDelta} from './read-route-delta.ts';
import type {RecordReader} from './record-reader.ts';

/** Whether a text is meant to be a kept operation, whatever its version and however damaged. */
export function looksLikeOperationRecord(text: string): boolean {
	return /^\s*\{\s*"planflip"\s*:\s*"operation"/.test(text);
}

/**
 * A kept run of an operation, understood.
 * @throws PlanflipError input: not one, damaged, or written by a newer planflip in a way that this one would misread.
 */
export function decodeOperationRecord(text: string): OperationRecord {
	const record = readRecordText(text, 'operation');
	refuseNewer(record, operationRecordVersion, 'operation');
	return {
		kind: 'OperationRecord',
		id: record.text('id'),
		database: {label: record.object('database').text('label'), key: record.object('database').text('key')},
		run: readOperationRun(record),
		turns: readTurns(record.objectOrNull('turns')),
	};
}

function readTurns(record: RecordReader | null): OperationTurns | null {
	if (record === null) {
		return null;
	}

	const role = record.text('role');
	switch (role) {
		case 'current': {
			return {role, baseline: record.text('baseline'), routes: record.objects('routes').map(route => readRouteDelta(route))};
		}

		case 'baseline': {
			return {role, current: record.text('current')};
		}

		default: {
			throw record.refuse('role', 'current or baseline');
		}
	}
}
