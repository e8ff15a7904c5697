import {PlanflipError} from '../errors.ts';
import {isJsonObject} from '../plan/json-object.ts';
import type {Json} from '../plan/plan.ts';
import {parseJson} from '../plan/parse-json.ts';
import {type RecordReader, recordReader} from './record-reader.ts';

/**
 * A file that planflip keeps: JSON whose `planflip` says which kind it is.
 * @throws PlanflipError input: another kind of file, or a damaged one
 */
export function readRecordText(text: string, kind: string): RecordReader {
	const json = parseOrRefuse(text);
	if (!isJsonObject(json) || json['planflip'] !== kind) {
		throw new PlanflipError('input', {message: `This is no ${kind} of planflip's.`});
	}

	return recordReader(json, '', kind);
}

/** @throws PlanflipError input: written by a newer planflip in a way that this one would misread */
export function refuseNewer(record: RecordReader, known: number, kind: string): void {
	const version = record.number('version');
	if (version > known) {
		throw new PlanflipError('input', {
			message: `A newer planflip wrote this ${kind} (version ${version} of its form; this one reads up to ${known}).`,
			hint: 'Update planflip to see it.',
		});
	}
}

function parseOrRefuse(text: string): Json {
	try {
		return parseJson(text);
	} catch (error) {
		throw new PlanflipError('input', {message: text.trim() === '' ? 'The file is empty.' : 'This is no JSON to its end: the file is damaged.', cause: error});
	}
}
