import type {IndexFinding} from '../advice/index-finding.ts';
import type {MonitorReport} from '../advice/monitor-report.ts';
import {countingFor, countingSince, tooYoung} from '../advice/statistics-age.ts';
import {cacheHit} from '../view/monitor-table-rows.ts';

/** `monitor --json`. Sizes in bytes, times in ms, blocks of 8 kB, moments as ISO 8601; null where PostgreSQL does not say. */
export function monitorJson({label, version, snapshot, own, indexes, foreignKeys}: MonitorReport): object {
	const {age, tables, statements} = snapshot;
	return {
		server: {label, version, standby: age.standby},
		takenAt: age.now.toISOString(),
		statistics: {
			since: countingSince(age).toISOString(),
			reset: age.reset?.toISOString() ?? null,
			ageMs: countingFor(age),
			tooYoung: tooYoung(age),
			counting: age.counting,
			cacheHit: cacheHit(age),
		},
		own: {runs: own.runs, scans: Object.fromEntries(own.scans), note: own.note},
		indexes: indexes.map(finding => indexJson(finding)),
		foreignKeysWithoutIndex: foreignKeys,
		tables: tables.map(({lastVacuum, lastAnalyze, ...table}) => ({
			...table,
			cacheHit: cacheHit(table),
			lastVacuum: lastVacuum?.toISOString() ?? null,
			lastAnalyze: lastAnalyze?.toISOString() ?? null,
		})),
		statements: statements.kind === 'read' ? {...statements, since: statements.since?.toISOString() ?? null} : statements,
	};
}

function indexJson({index, partitions, scans, ownScans, hold, verdict, droppable}: IndexFinding): object {
	return {
		schema: index.schema,
		table: index.table,
		name: index.name,
		method: index.method,
		definition: index.definition,
		bytes: index.bytes,
		valid: index.valid,
		unique: index.unique,
		partitions,
		scans,
		ownScans,
		entriesRead: index.entriesRead,
		rowsFetched: index.rowsFetched,
		lastScan: index.lastScan?.toISOString() ?? null,
		blocks: {hit: index.hit, read: index.read},
		verdict,
		hold,
		droppable,
	};
}
