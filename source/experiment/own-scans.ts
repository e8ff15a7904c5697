import type {Plan} from '../plan/plan.ts';
import {readExplainJson} from '../plan/read-explain-json.ts';
import {isPlanOnly} from './is-plan-only.ts';
import type {OperationRecord} from './operation-record.ts';
import type {RouteResult} from './operation-run.ts';
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

/**
 * What an operation's run added to idx_scan, at the least. Its walks run plain statements, of which nobody says by which index they
 * went: each is taken for what EXPLAIN said of it with the usual values. A sample is two walks (the first is not timed), and a look
 * before all samples two more. Walks that were to find nothing, or found nothing, ended early and are left out, as are the samples of
 * values, so that never too much is subtracted.
 */
export function ownOperationScans(record: Pick<OperationRecord, 'run' | 'turns'>): ReadonlyMap<string, number> {
	const scans = new Map<string, number>();
	for (const {route, walks} of routesWalked(record)) {
		for (const [index, times] of routeScans(route, walks)) {
			scans.set(index, (scans.get(index) ?? 0) + times);
		}
	}

	return scans;
}

/** How often the walks of these runs executed a statement as it stands, by its text: as with the scans, at the least. */
export function ownExecutions(records: ReadonlyArray<Pick<OperationRecord, 'run' | 'turns'>>): ReadonlyMap<string, number> {
	const executions = new Map<string, number>();
	for (const {route, walks} of records.flatMap(record => routesWalked(record))) {
		for (const {sql} of route.typical.statements) {
			executions.set(sql, (executions.get(sql) ?? 0) + walks);
		}
	}

	return executions;
}

function routesWalked({run: {chain, rewrites, checks}, turns}: Pick<OperationRecord, 'run' | 'turns'>): ReadonlyArray<{readonly route: RouteResult; readonly walks: number}> {
	return [chain, ...rewrites].map(route => {
		// The chain answers once for all rewrites. Answers are compared under the current configuration only.
		const compared = route === chain ? rewrites[0]?.name : route.name;
		const answers = turns?.role === 'baseline' ? 0 : checks.filter(({rewrite, rows}) => rewrite === compared && rows > 0).length;
		return {route, walks: 2 * (route.samples.length + 1) + answers};
	});
}

function routeScans({typical, server}: RouteResult, walks: number): ReadonlyMap<string, number> {
	const scans = new Map<string, number>();
	const explained = new Set<string>();
	for (const [at, {sql, values}] of typical.statements.entries()) {
		const explain = server[at]?.explain ?? '';
		const plan = explain === '' ? undefined : readExplainJson(explain)[0];
		const key = JSON.stringify([sql, values]);
		// Twice by EXPLAIN ANALYZE, with node times and without; a loop that asks the same again is explained once.
		const executions = walks + (explained.has(key) ? 0 : 2);
		explained.add(key);
		for (const [index, times] of plan === undefined ? [] : countScans(plan)) {
			scans.set(index, (scans.get(index) ?? 0) + times * executions);
		}
	}

	return scans;
}
