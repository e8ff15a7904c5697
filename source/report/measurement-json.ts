import type {Measurement} from '../experiment/measurement.ts';
import {operationJson} from './operation-json.ts';
import {runsJson} from './runs-json.ts';

/** `baseline --json`, `post-optimization --json`: what was measured. ms, bytes, blocks of 8 kB; `file` has all of it. */
export function measurementJson(measurement: Measurement, file: string): object {
	const {step, id, startedAt, finishedAt, database, answers, rttMs, statements, operations, failures, leftOut, notes, indexes} = measurement;
	return {
		step,
		id,
		file,
		startedAt: startedAt.toISOString(),
		finishedAt: finishedAt?.toISOString() ?? null,
		database: database.label,
		answers,
		rttMs,
		indexes: indexes.map(({schema, table, name, bytes, valid}) => ({schema, table, name, bytes, valid})),
		...runsJson(statements.map(({run}) => run)),
		operations: operations.map(({run, before}) => operationJson(run, before === null ? null : {kind: 'OperationDelta', baseline: before.run, current: run, routes: before.routes})),
		failures,
		leftOut,
		notes,
	};
}
