import type {Parameter} from '../catalog/catalog-entry.ts';
import type {AnswerCase, OperationEntry, Route, Step, StepInput} from '../catalog/operation-entry.ts';
import {readExpectation} from './read-expectation.ts';
import type {RecordReader} from './record-reader.ts';

/** An operation as the catalogue said it then. @throws PlanflipError input, with the key that is wrong */
export function readOperationEntry(record: RecordReader): OperationEntry {
	return {
		kind: 'OperationEntry',
		name: record.text('name'),
		title: record.text('title'),
		why: record.text('why'),
		parameters: record.objects('parameters').map(one => parameter(one)),
		cases: record.objects('cases').map(one => answerCase(one)),
		...readExpectation(record),
		chain: route(record.object('chain')),
		rewrites: record.objects('rewrites').map(one => route(one)),
		file: record.text('file'),
		line: record.number('line'),
	};
}

function parameter(record: RecordReader): Parameter {
	return {name: record.text('name'), position: record.number('position'), sampleSql: record.textOrNull('sampleSql'), line: record.number('line')};
}

function answerCase(record: RecordReader): AnswerCase {
	return {name: record.text('name'), parameter: record.text('parameter'), sql: record.text('sql'), line: record.number('line')};
}

function route(record: RecordReader): Route {
	const answer = record.object('answer');
	return {
		name: record.text('name'),
		why: record.textOrNull('why'),
		steps: record.objects('steps').map(one => step(one)),
		answer: {
			step: answer.text('step'),
			columns: answer.value('columns') === null ? null : answer.objects('columns').map(column => ({step: column.text('step'), column: column.text('column')})),
		},
	};
}

function step(record: RecordReader): Step {
	return {
		name: record.text('name'),
		sql: record.text('sql'),
		inputs: record.objects('inputs').map(one => input(one)),
		forEach: record.textOrNull('forEach'),
		line: record.number('line'),
	};
}

function input(record: RecordReader): StepInput {
	const kind = record.text('kind');
	switch (kind) {
		case 'parameter': {
			return {kind, name: record.text('name')};
		}

		case 'column': {
			return {kind, step: record.text('step'), column: record.text('column')};
		}

		default: {
			throw record.refuse('kind', 'parameter or column');
		}
	}
}
