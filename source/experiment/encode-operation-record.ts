import {jsonText} from '../text/json-text.ts';
import {operationRunJson} from './encode-operation-run.ts';
import type {OperationRecord} from './operation-record.ts';

/** Goes up when an older planflip would misread what a newer one writes; new keys alone are no reason. */
export const operationRecordVersion = 1;

/** An operation's run as text for a file: JSON. Read by decodeOperationRecord. */
export function encodeOperationRecord({id, database, run, turns}: OperationRecord): string {
	return `${jsonText({
		planflip: 'operation',
		version: operationRecordVersion,
		id,
		database: {label: database.label, key: database.key},
		turns,
		...operationRunJson(run),
	}, '\t')}\n`;
}
