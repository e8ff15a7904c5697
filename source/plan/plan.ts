/** A JSON value as Postgres printed it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
	readonly [key: string]: Json;
}

/** Buffer counters, each in 8 kB blocks. */
export interface Buffers {
	readonly sharedHit: number;
	readonly sharedRead: number;
	readonly sharedDirtied: number;
	readonly sharedWritten: number;
	readonly localHit: number;
	readonly localRead: number;
	readonly localDirtied: number;
	readonly localWritten: number;
	readonly tempRead: number;
	readonly tempWritten: number;
}

/** Write-ahead log: records, full page images, bytes. */
export interface Wal {
	readonly records: number;
	readonly fpi: number;
	readonly bytes: number;
}

/** Time in ms that Postgres spent reading and writing blocks (track_io_timing), on the same wall scale as the node's time. */
export interface IoTime {
	readonly readMs: number;
	readonly writeMs: number;
}

/** Rows over all loops and processes. Postgres prints a rounded mean per loop, so the truth lies between low and high. */
export interface Rows {
	/**
	 * Planned rows x loops (the per-loop estimate when there are no loops). Below a Gather: leader and workers together.
	 * NaN (null in JSON) when the plan was made with COSTS OFF.
	 */
	readonly estimated: number;
	/** null when Postgres did not execute the plan. */
	readonly actual: number | null;
	readonly low: number | null;
	readonly high: number | null;
}

export interface Estimate {
	/** >= 1: how many times too many or too few rows were planned, at the point of the interval that is kindest to the planner. */
	readonly factor: number;
	readonly direction: 'over' | 'under' | 'exact';
	/** False where a wrong estimate means nothing: below Limit, BitmapAnd, the inner side of a semi join, no rows at all ... */
	readonly meaningful: boolean;
	/** True when a node below is 10x or more wrong in the same direction: the mistake was made there, and only arrived here. */
	readonly inherited: boolean;
}

/** One process's part of a node below Gather (VERBOSE): leader or worker n. Times are that process's own ms. */
export interface ProcessShare {
	readonly process: 'leader' | number;
	readonly ms: number | null;
	readonly rows: number | null;
	readonly buffers: Buffers | null;
}

/** One node of the plan. Ids are pre-order positions: nodes[id].id === id. Nulls are what Postgres did not say. */
export interface PlanNode {
	readonly id: number;
	readonly parentId: number | null;
	readonly depth: number;
	readonly children: readonly number[];
	readonly nodeType: string;
	/** As EXPLAIN's text names it: `Parallel Seq Scan`, `Finalize HashAggregate`, `Hash Left Join`, `Update`. */
	readonly label: string;
	/** Outer, Inner, Member, Subquery, InitPlan, SubPlan ... */
	readonly relationship: string | null;
	/** `CTE x`, `InitPlan 1 (returns $0)`, `SubPlan 2`. */
	readonly subplan: string | null;
	readonly schema: string | null;
	readonly relation: string | null;
	readonly alias: string | null;
	readonly index: string | null;
	readonly loops: number | null;
	/**
	 * Processes that shared the work (leader included), 1 outside Gather. Wall = summed time / processes. The divisor is that
	 * of the whole part below the Gather, which keeps sums right; a node that only one of them ran has fewer loops than processes.
	 */
	readonly processes: number;
	/** null without ANALYZE; false when never executed. */
	readonly executed: boolean | null;
	/** Wall ms with everything below it. */
	readonly inclusiveMs: number | null;
	/** Wall ms of this node alone, without its BEFORE triggers; null when not measured or not attributable. */
	readonly selfMs: number | null;
	/**
	 * +- ms: the rounding of the printed times, 0.0005 ms x loops of every time that went into selfMs; and where an InitPlan's
	 * workers were shut down on another node's account, what may belong to that one instead.
	 */
	readonly selfToleranceMs: number;
	/** ms summed over processes (equals inclusiveMs outside Gather). */
	readonly processMs: number | null;
	readonly shares: readonly ProcessShare[];
	readonly rows: Rows;
	/** null when there is nothing to compare: never executed, no ANALYZE, COSTS OFF. */
	readonly estimate: Estimate | null;
	readonly inclusiveBuffers: Buffers | null;
	readonly selfBuffers: Buffers | null;
	readonly selfWal: Wal | null;
	readonly selfIo: IoTime | null;
	/** Planner's units; NaN (null in JSON) when the plan was made with COSTS OFF. */
	readonly totalCost: number;
	readonly startupCost: number;
	/** Children overlap in time (Async Append): their sum may exceed this node's time. */
	readonly concurrent: boolean;
	/** Postgres's own object for this node, untouched (its "Plans" included). */
	readonly raw: JsonObject;
}

/** Time and blocks inside Execution Time that belong to no node. */
export interface OutsideRow {
	readonly what: string;
	/**
	 * Wall ms. 0 for a modifying CTE that ran after the root: its own nodes have that time.
	 * Negative only for children of an async Append that ran at the same time, and so were counted twice.
	 */
	readonly ms: number | null;
	/**
	 * What brings the sum of selfBuffers to the root's: negative for a modifying CTE that ran after the root, since its nodes
	 * count it and the root does not. null for what Postgres does not count in any node (see `serialization` for its blocks).
	 */
	readonly buffers: Buffers | null;
}

export interface Trigger {
	readonly name: string;
	readonly relation: string | null;
	readonly constraint: string | null;
	readonly calls: number;
	readonly ms: number | null;
	/**
	 * before: inside the ModifyTable's time (BEFORE and INSTEAD OF); after: outside the root (AFTER and constraints).
	 * EXPLAIN does not say which: it is found from the times, and null where they do not tell (TIMING OFF, auto_explain).
	 */
	readonly when: 'before' | 'after' | null;
}

/** EXPLAIN (SERIALIZE), 17+: turning the result into what the client would get, with the blocks read for it (TOAST). */
export interface Serialization {
	readonly ms: number | null;
	/** Bytes, to the kB that Postgres prints. */
	readonly bytes: number;
	/** text or binary. */
	readonly format: string | null;
	readonly buffers: Buffers | null;
}

export interface Jit {
	readonly functions: number;
	/** Wall ms: Postgres's total divided by the processes it was summed over. */
	readonly totalMs: number | null;
	readonly raw: JsonObject;
}

/** What was measured: nothing (no ANALYZE), rows and loops only (TIMING OFF), or times too. */
export type Measured = 'nothing' | 'rows' | 'times';

/** One EXPLAIN output, understood. Everything is derived from `raw`, which is kept as Postgres said it. */
export interface Plan {
	readonly kind: 'Plan';
	readonly query: string | null;
	readonly measured: Measured;
	readonly totals: {
		readonly planningMs: number | null;
		readonly executionMs: number | null;
		/** Wall ms of the root node. */
		readonly rootMs: number | null;
	};
	/** Pre-order. Never empty. */
	readonly nodes: readonly PlanNode[];
	/** sum(selfMs) + sum(outside.ms) = executionMs within rounding; likewise buffers, exactly, against the root. */
	readonly outside: readonly OutsideRow[];
	readonly planningBuffers: Buffers | null;
	readonly serialization: Serialization | null;
	readonly triggers: readonly Trigger[];
	readonly jit: Jit | null;
	/** Non-default settings that the planner saw (SETTINGS). */
	readonly settings: Readonly<Record<string, string>>;
	readonly raw: JsonObject;
}
