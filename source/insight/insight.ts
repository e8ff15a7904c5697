/** What a rule is called, on the screen and in `--json`. */
export type RuleName =
	| 'foreign-key-index'
	| 'trigger-time'
	| 'repeated-seq-scan'
	| 'join-reads-all'
	| 'repeated-subplan'
	| 'wrong-order-index'
	| 'index-searches'
	| 'large-offset'
	| 'slow-count'
	| 'first-rows'
	| 'large-seq-scan'
	| 'filter-removes-rows'
	| 'late-join-filter'
	| 'stale-statistics'
	| 'row-misestimate'
	| 'hash-batches'
	| 'sort-on-disk'
	| 'hash-aggregate-spill'
	| 'memoize'
	| 'lossy-bitmap'
	| 'temp-files'
	| 'heap-fetches'
	| 'missing-workers'
	| 'leader-idle'
	| 'worker-skew'
	| 'read-efficiency'
	| 'jit'
	| 'planning-time'
	| 'full-page-images'
	| 'select-dirties'
	| 'wal-buffers-full'
	| 'settings'
	| 'coarse-timer'
	| 'hot-node';

/** high: most of the time may go; info: nothing to gain, but good to know when reading the plan. */
export type Severity = 'high' | 'medium' | 'low' | 'info';

/** An index to try. Planflip can imagine or build it, and show what becomes of the plan. */
export interface IndexProposal {
	/** As in pg_class, unquoted. */
	readonly table: string;
	/** null when the plan does not say (without VERBOSE). */
	readonly schema: string | null;
	/** As pg_get_indexdef prints them: quoted only where they must be. */
	readonly columns: readonly string[];
	readonly include: readonly string[];
	readonly predicate: string | null;
	/** Of the index, unquoted. */
	readonly name: string;
	/** CREATE INDEX, without a semicolon. */
	readonly sql: string;
}

/** One thing that the plan says about itself, and what to do about it. */
export interface Insight {
	readonly kind: 'Insight';
	readonly rule: RuleName;
	/** null when it concerns the plan as a whole. Never a node that was not executed. */
	readonly nodeId: number | null;
	readonly severity: Severity;
	/** At most 60 cells. */
	readonly title: string;
	/** A sentence with the numbers that the title stands on. */
	readonly evidence: string;
	/** What to do, as an instruction; null when there is nothing simple to do. */
	readonly advice: string | null;
	/** Wall ms, at most; never more than the execution took. null when it cannot be told, or was not timed. */
	readonly couldSaveMs: number | null;
	readonly proposal: IndexProposal | null;
}
