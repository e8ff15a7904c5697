import type {DatabaseName, RunRecord} from '../../source/experiment/run-record.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import type {Run} from '../../source/experiment/run.ts';
import {run, surroundings} from './surroundings.ts';

export const onSmall: DatabaseName = {label: 'PGlite (embedded), small, seed 1', key: 'pglite-0.5.16-small-seed-1-3f09ab12'};
const around = surroundings({rung: rungOf(1)});

/** A run measured alone, on the small embedded database unless told otherwise. */
export function runRecord(id: string, {run: changes = {}, ...more}: Partial<Omit<RunRecord, 'run'>> & {readonly run?: Partial<Run>} = {}): RunRecord {
	const {superuser, inRecovery, otherBackends, version, versionNumber, engine, database, user} = around.facts;
	const measured = run(around, {server: {superuser, inRecovery, otherBackends, version, versionNumber, engine, database, user}, ...changes});
	return {kind: 'RunRecord', id, database: onSmall, run: measured, context: {planningMs: measured.planningMs}, turns: null, ...more};
}
