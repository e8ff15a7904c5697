import type {Plan} from '../plan/plan.ts';
import {readExplainJson} from '../plan/read-explain-json.ts';
import {isPlanOnly} from './is-plan-only.ts';
import type {Run} from './run.ts';

/**
 * How often one execution of a plan raised pg_stat_user_indexes.idx_scan, by index. From PostgreSQL 18 on the plan says it
 * (Index Searches, of all loops); before, a loop is one search at least: skip scans and `= ANY` make more.
 */
export function countScans(plan: Plan): ReadonlyMap<string, number> {
	const scans = new Map<string, number>();
	for (const {index, loops, raw} of plan.nodes) {
		if (index !== null) {
			const searches = raw['Index Searches'];
			scans.set(index, (scans.get(index) ?? 0) + (typeof searches === 'number' ? searches : loops ?? 0));
		}
	}

	return scans;
}

/**
 * What a run added to idx_scan: EXPLAIN ANALYZE counts like any other query, whether or not its transaction is rolled back.
 * Whoever asks the statistics which indexes are unused subtracts this. Foreign-key checks and the planner's own looks at the
 * ends of an index are not in it.
 */
export function ownScans(run: Run): ReadonlyMap<string, number> {
	if (isPlanOnly(run)) {
		return new Map();
	}

	const {explain, firstMs, samples} = run;
	const plan = explain === '' ? undefined : readExplainJson(explain)[0];
	const executions = 1 + (firstMs === null ? 0 : 1) + samples.length;
	return new Map(plan === undefined ? [] : [...countScans(plan)].map(([index, scans]) => [index, scans * executions]));
}
