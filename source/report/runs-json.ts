import {isPlanOnly} from '../experiment/is-plan-only.ts';
import type {OperationRecord} from '../experiment/operation-record.ts';
import type {KeptRecord} from '../experiment/run-history.ts';
import type {RunRecord} from '../experiment/run-record.ts';
import {routeBlocks, routeMedian} from '../view/operation-figures.ts';
import {planOfRun, runBlocks, typicalMs} from '../view/run-figures.ts';

/** `runs --json`: what identifies each kept run, and its figures. ms, blocks of 8 kB, null where they are not known; `turns` names the other half of a comparison; of an operation the figures are the chain's. `planOnly`: it was never executed. */
export function runsJson(records: readonly KeptRecord[]): object {
	return {runs: records.map(record => record.kind === 'RunRecord' ? runJson(record) : operationJson(record))};
}

function runJson({id, run, database, turns}: RunRecord): object {
	return {
		id,
		startedAt: run.startedAt.toISOString(),
		entry: run.subject.entry,
		configuration: run.indexes.name,
		indexes: [...run.indexes.configuration.on].sort(),
		rung: {number: run.rung.number, badge: run.rung.badge},
		parameters: run.subject.parameters,
		medianMs: typicalMs(run),
		...(isPlanOnly(run) ? {planOnly: true} : {}),
		...(run.timedOutMs === null ? {} : {timedOutMs: run.timedOutMs}),
		samples: run.samples.length,
		blocks: runBlocks(planOfRun(run)),
		database: database.label,
		server: {version: run.server.version, engine: run.server.engine},
		turns,
	};
}

function operationJson({id, run, database, turns}: OperationRecord): object {
	return {
		id,
		startedAt: run.startedAt.toISOString(),
		operation: run.operation.name,
		configuration: run.indexes.name,
		indexes: [...run.indexes.configuration.on].sort(),
		rung: {number: run.rung.number, badge: run.rung.badge},
		parameters: run.parameters,
		rttMs: run.rttMs,
		medianMs: routeMedian(run.chain),
		samples: run.chain.samples.length,
		blocks: routeBlocks(run.chain),
		rewrites: run.rewrites.map(({name, comparison, ...result}) => ({name, medianMs: routeMedian(result), blocks: routeBlocks(result), verdict: comparison?.verdict ?? 'answers differently'})),
		database: database.label,
		server: {version: run.server.version, engine: run.server.engine},
		turns,
	};
}
