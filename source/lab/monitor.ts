import {monitorReport, type MonitorReport} from '../advice/monitor-report.ts';
import {countingSince} from '../advice/statistics-age.ts';
import {listTables} from '../database/list-tables.ts';
import {readUsage} from '../database/read-usage.ts';
import type {ServerFacts} from '../database/server-facts.ts';
import type {Session} from '../database/session.ts';
import type {RunHistory} from '../experiment/run-history.ts';
import type {DatabaseName} from '../experiment/run-record.ts';
import {readOwnScans} from './read-own-scans.ts';

export interface MonitorBench {
	readonly session: Session;
	readonly facts: ServerFacts;
	readonly history: RunHistory | null;
	readonly database: DatabaseName;
}

/** How the indexes of a database are used, and which need attention. Reads counters and the catalogue only. */
export async function monitor({session, facts, history, database}: MonitorBench): Promise<MonitorReport> {
	const snapshot = await readUsage(session);
	const own = await readOwnScans(history, database, countingSince(snapshot.age));
	return monitorReport({label: session.label, version: facts.version, snapshot, own, tables: await listTables(session)});
}
