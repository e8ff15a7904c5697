import type {RunRecord} from '../experiment/run-record.ts';
import {planOfRun, runBlocks, typicalMs} from '../view/run-figures.ts';

/** `runs --json`: what identifies each kept run, and its figures. ms, blocks of 8 kB, null where they are not known; `turns` names the other half of a comparison. */
export function runsJson(records: readonly RunRecord[]): object {
	return {runs: records.map(record => runJson(record))};
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
		...(run.timedOutMs === null ? {} : {timedOutMs: run.timedOutMs}),
		samples: run.samples.length,
		blocks: runBlocks(planOfRun(run)),
		database: database.label,
		server: {version: run.server.version, engine: run.server.engine},
		turns,
	};
}
