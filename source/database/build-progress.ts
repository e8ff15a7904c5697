import type {Row, Session} from './session.ts';

/** How far a CREATE INDEX has come, as pg_stat_progress_create_index says. */
export interface BuildProgress {
	/** The index's oid; null before it has one, or where it may not be seen. */
	readonly index: number | null;
	/** `building index: scanning table` */
	readonly phase: string;
	/** Of the whole build, by the phases; 0 to 1. */
	readonly fraction: number;
	/** Within the phase: `12,300 of 50,000 blocks`, `waits for process 4711`; empty when there is nothing to say. */
	readonly at: string;
}

/**
 * Phases of CREATE INDEX CONCURRENTLY in their order, each with where it begins, in hundredths of the whole: a guess at the time they take. The waits are for other
 * transactions and take as long as those. https://www.postgresql.org/docs/current/progress-reporting.html
 */
const phases: ReadonlyArray<readonly [phase: string, from: number]> = [
	['initializing', 0],
	['waiting for writers before build', 1],
	['building index', 5],
	['building index: scanning table', 5],
	['building index: sorting live tuples', 45],
	['building index: loading tuples in tree', 50],
	['waiting for writers before validation', 65],
	['index validation: scanning index', 70],
	['index validation: sorting tuples', 80],
	['index validation: scanning table', 85],
	['waiting for old snapshots', 97],
	['', 100],
];

/** null when that backend builds nothing, or nothing that may be seen. */
export async function readBuildProgress(session: Pick<Session, 'query'>, backend: number): Promise<BuildProgress | null> {
	const [row] = await session.query(`select index_relid::int8 as index, phase, lockers_total, lockers_done, current_locker_pid, blocks_total, blocks_done, tuples_total, tuples_done
		from pg_catalog.pg_stat_progress_create_index where pid = $1`, [backend]);
	return row === undefined || typeof row['phase'] !== 'string' ? null : progressOf(row, row['phase']);
}

function progressOf(row: Row, phase: string): BuildProgress {
	const place = phases.findIndex(([name]) => name === phase);
	const from = phases[place]?.[1] ?? 0;
	const to = phases.slice(place + 1).find(([, next]) => next > from)?.[1] ?? 100;
	const count = (name: string) => Number(row[name] ?? 0);
	const within = count('blocks_total') > 0 ? count('blocks_done') / count('blocks_total') : (count('tuples_total') > 0 ? count('tuples_done') / count('tuples_total') : 0);
	const index = count('index');
	return {index: index > 0 ? index : null, phase, fraction: place < 0 ? 0 : (from + (to - from) * Math.min(1, within)) / 100, at: whereIn(row, phase)};
}

function whereIn(row: Row, phase: string): string {
	const count = (name: string) => Number(row[name] ?? 0);
	if (phase.startsWith('waiting')) {
		const locker = count('current_locker_pid');
		return locker > 0 ? `waits for the transaction of process ${locker}` : '';
	}

	return count('blocks_total') > 0
		? `${count('blocks_done')} of ${count('blocks_total')} blocks`
		: (count('tuples_total') > 0 ? `${count('tuples_done')} of ${count('tuples_total')} rows` : '');
}
