import {configurationOf} from '../catalog/index-configuration.ts';
import type {AnswerVerdict} from './compare-answers.ts';
import {readOperationEntry} from './decode-operation-entry.ts';
import type {AnswerCheck, OperationRun, RouteResult} from './operation-run.ts';
import {recordParts} from './record-parts.ts';
import type {RecordReader} from './record-reader.ts';

/** What operationRunJson wrote. @throws PlanflipError input, with the key that is wrong */
export function readOperationRun(record: RecordReader): OperationRun {
	const configuration = record.object('configuration');
	return {
		kind: 'OperationRun',
		operation: readOperationEntry(record.object('operation')),
		parameters: parameters(record),
		indexes: {name: configuration.text('name'), configuration: configurationOf(configuration.texts('on'))},
		rung: recordParts.rung(record.object('rung')),
		server: recordParts.server(record.object('server')),
		startedAt: recordParts.date(record),
		rttMs: record.number('rttMs'),
		checks: record.objects('checks').map(check => answerCheck(check)),
		chain: route(record.object('chain')),
		rewrites: record.objects('rewrites').map(rewrite => {
			const comparison = rewrite.objectOrNull('comparison');
			return {...route(rewrite), comparison: comparison === null ? null : recordParts.comparison(comparison)};
		}),
	};
}

function parameters(record: RecordReader): OperationRun['parameters'] {
	return record.objects('parameters').map(parameter => ({name: parameter.text('name'), value: recordParts.sqlValue(parameter)}));
}

function answerCheck(check: RecordReader): AnswerCheck {
	return {case: check.text('case'), rewrite: check.text('rewrite'), parameters: parameters(check), rows: check.number('rows'), verdict: answerVerdict(check.object('verdict'))};
}

function answerVerdict(verdict: RecordReader): AnswerVerdict {
	const kind = verdict.text('kind');
	switch (kind) {
		case 'same':
		case 'another order': {
			return {kind};
		}

		case 'different': {
			return {kind, because: verdict.text('because')};
		}

		default: {
			throw verdict.refuse('kind', 'same, another order or different');
		}
	}
}

function route(result: RecordReader): RouteResult {
	return {
		name: result.text('name'),
		why: result.textOrNull('why'),
		typical: {statements: result.object('typical').objects('statements').map(statement => ({
			step: statement.text('step'),
			sql: statement.text('sql'),
			values: statement.list('values', 'a list of parameters\' values', recordParts.isSqlValue),
			rows: statement.number('rows'),
			ms: statement.number('ms'),
			waitedMs: statement.number('waitedMs'),
		}))},
		server: result.objects('server').map(share => ({ms: share.number('ms'), blocks: share.number('blocks'), read: share.number('read'), explain: recordParts.explain(share)})),
		samples: result.numbers('samples'),
	};
}
