import type {Run} from '../experiment/run.ts';
import type {RunRecord} from '../experiment/run-record.ts';
import type {Plan, PlanNode} from '../plan/plan.ts';
import {planOfRun, runBlocks, typicalMs} from '../view/run-figures.ts';

/** How a plan reads a table, or an index for a bitmap. */
export interface Scan {
	/** As EXPLAIN names it: `Parallel Seq Scan`, `Index Only Scan`. */
	readonly label: string;
	readonly relation: string | null;
	readonly index: string | null;
}

/** A statement measured once, in figures. Times in ms; null where Postgres did not say. */
export interface Side {
	readonly record: RunRecord;
	readonly run: Run;
	/** null for one that was stopped before it had a plan. */
	readonly plan: Plan | null;
	readonly planningMs: number | null;
	/** The median of the samples. */
	readonly executionMs: number | null;
	/** Both together: what a client waits for, without the way. */
	readonly totalMs: number | null;
	readonly cost: number | null;
	/** Of the answer. */
	readonly rows: number | null;
	/** Of 8 kB, touched: found in shared memory or read. */
	readonly blocks: number | null;
	/** Of 8 kB, not found in shared memory. */
	readonly readBlocks: number | null;
	readonly scans: readonly Scan[];
	/** Names, once each. */
	readonly indexes: readonly string[];
}

export function sideOf(record: RunRecord): Side {
	const {run} = record;
	const plan = planOfRun(run);
	const root = plan?.nodes[0];
	const executionMs = run.timedOutMs === null ? typicalMs(run) : null;
	const cost = root?.totalCost ?? null;
	return {
		record,
		run,
		plan,
		planningMs: run.planningMs,
		executionMs,
		totalMs: executionMs === null ? null : executionMs + (run.planningMs ?? 0),
		cost: cost !== null && Number.isFinite(cost) ? cost : null,
		rows: root?.rows.actual ?? null,
		blocks: runBlocks(plan),
		readBlocks: root?.inclusiveBuffers?.sharedRead ?? null,
		scans: scansOf(plan?.nodes ?? []),
		indexes: [...new Set((plan?.nodes ?? []).flatMap(({index}) => index ?? []))],
	};
}

/** Each way of reading once, in the plan's order. */
function scansOf(nodes: readonly PlanNode[]): readonly Scan[] {
	const scans = nodes.filter(({relation, index}) => relation !== null || index !== null).map(({label, relation, index}) => ({label, relation, index}));
	return scans.filter((scan, at) => scans.findIndex(one => one.label === scan.label && one.relation === scan.relation && one.index === scan.index) === at);
}
