import type {OwnRuns} from '../advice/monitor-report.ts';
import {ownOperationScans, ownScans} from '../experiment/own-scans.ts';
import {isPlanOnly} from '../experiment/is-plan-only.ts';
import type {RunHistory} from '../experiment/run-history.ts';
import type {DatabaseName} from '../experiment/run-record.ts';

/** What planflip's kept runs since then added to idx_scan, by index. Runs that were not kept (--no-history) are not known. Never rejects. */
export async function readOwnScans(history: RunHistory | null, database: DatabaseName, since: Date): Promise<OwnRuns> {
	if (history === null) {
		return {runs: 0, scans: new Map(), note: 'with --no-history planflip\'s own runs are not known, and counted like everybody\'s'};
	}

	const {runs, note} = await history.since(database, since);
	const scans = new Map<string, number>();
	let executed = 0;
	for (const record of runs) {
		executed += record.kind === 'RunRecord' && isPlanOnly(record.run) ? 0 : 1;
		for (const [index, times] of record.kind === 'RunRecord' ? ownScans(record.run) : ownOperationScans(record)) {
			scans.set(index, (scans.get(index) ?? 0) + times);
		}
	}

	return {runs: executed, scans, note};
}
