import {runServerJson} from './encode-run-record.ts';
import type {OperationRun, RouteResult} from './operation-run.ts';

/** An operation's run as JSON for a file: everything that readOperationRun needs to say it again. Times in ms. */
export function operationRunJson(run: OperationRun): object {
	return {
		operation: run.operation,
		parameters: run.parameters.map(({name, value}) => ({name, value})),
		configuration: {name: run.indexes.name, on: [...run.indexes.configuration.on].sort()},
		rung: {number: run.rung.number, badge: run.rung.badge},
		server: runServerJson(run.server),
		startedAt: run.startedAt.toISOString(),
		rttMs: run.rttMs,
		checks: run.checks,
		chain: routeJson(run.chain),
		rewrites: run.rewrites.map(({comparison, ...result}) => ({...routeJson(result), comparison})),
	};
}

/** Not the rows of its answer: they are the user's data, and nobody compares them later. */
function routeJson({name, why, typical, server, samples}: RouteResult): object {
	return {name, why, typical: {statements: typical.statements}, server, samples};
}
