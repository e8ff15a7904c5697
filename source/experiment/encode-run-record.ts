import {jsonText} from '../text/json-text.ts';
import type {NamedIndexes, RunServer} from './run.ts';
import type {RunRecord} from './run-record.ts';

/** Goes up when an older planflip would misread what a newer one writes; new keys alone are no reason. */
export const recordVersion = 1;

/**
 * A run as text for a file: JSON, what EXPLAIN said in it as one string, byte for byte. Times in ms. Read by decodeRunRecord.
 * What is infinite in a comparison (too few samples to claim or find anything) is null, as JSON knows no infinity.
 */
export function encodeRunRecord(record: RunRecord): string {
	return `${jsonText(runRecordJson(record), '\t')}\n`;
}

/** The same, to stand within a larger file. */
export function runRecordJson({id, database, run, context, warnings, measured, turns}: RunRecord): object {
	const {subject, indexes, rung, server} = run;
	return {
		planflip: 'run',
		version: recordVersion,
		id,
		startedAt: run.startedAt.toISOString(),
		database: {label: database.label, key: database.key},
		entry: subject.entry,
		file: subject.file,
		line: subject.line,
		sql: subject.sql,
		// A planflip that knows no unknown values misses this one, and does not take it for NULL.
		parameters: subject.parameters.map(({name, value, unknown}) => unknown === true ? {name, unknown} : {name, value}),
		configuration: configurationJson(indexes),
		rung: {number: rung.number, badge: rung.badge},
		server: runServerJson(server),
		samples: run.samples,
		firstMs: run.firstMs,
		planningMs: run.planningMs,
		timedOutMs: run.timedOutMs,
		turns,
		warnings,
		imagined: run.imagined,
		measured: measured === undefined ? undefined : {configuration: configurationJson(measured.indexes), samples: measured.samples, planningMs: measured.planningMs},
		// The planning time stands above.
		context: {...context, planningMs: undefined},
		explain: run.explain,
	};
}

function configurationJson({name, configuration}: NamedIndexes): object {
	return {name, on: [...configuration.on].sort()};
}

/** Who ran it, and on what. */
export function runServerJson({version, versionNumber, engine, database, user, superuser, inRecovery, otherBackends}: RunServer): object {
	return {version, versionNumber, engine, database, user, superuser, inRecovery, otherBackends};
}
