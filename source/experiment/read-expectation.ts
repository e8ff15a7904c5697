import type {Frequency} from '../catalog/catalog-entry.ts';
import type {Estimate, Range} from '../catalog/estimate.ts';
import {frequencies} from '../catalog/read-card.ts';
import type {Load} from '../catalog/load.ts';
import type {RecordReader} from './record-reader.ts';

/** How often an entry is run, and what its team expected, as a kept measurement or operation says. @throws PlanflipError input, with the key that is wrong */
export function readExpectation(record: RecordReader): {readonly frequency: Frequency | null; readonly load?: Load; readonly expected: string | null; readonly estimate: Estimate | null} {
	const estimate = record.objectOrNull('estimate');
	return {
		frequency: frequency(record),
		...(record.has('load') ? {load: load(record.object('load'))} : {}),
		expected: record.textOrNull('expected'),
		estimate: estimate === null ? null : {before: range(estimate, 'before'), after: range(estimate, 'after'), saving: range(estimate, 'saving')},
	};
}

function frequency(record: RecordReader): Frequency | null {
	const text = record.textOrNull('frequency');
	const known = frequencies.find(one => one === text);
	if (text !== null && known === undefined) {
		throw record.refuse('frequency', `one of ${frequencies.join(', ')}`);
	}

	return known ?? null;
}

function load(of: RecordReader): Load {
	return {calls: of.number('calls'), totalMs: of.numberOrNull('totalMs')};
}

function range(record: RecordReader, key: string): Range | null {
	const of = record.objectOrNull(key);
	return of === null ? null : {low: of.number('low'), high: of.number('high')};
}
