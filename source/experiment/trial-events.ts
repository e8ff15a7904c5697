import type {Plan} from '../plan/plan.ts';
import type {Comparison} from '../statistics/comparison.ts';
import type {Forecast} from './forecast.ts';
import type {Delta, Run} from './run.ts';
import type {RunRecord} from './run-record.ts';

/**
 * What happens while an entry is tried, in this order: building (where an index is), planned, executed, sampled (often), measured, kept;
 * or, where a configuration cannot be executed: planned, foreseen (once or twice, the last one is final), kept.
 */
export type TrialEvent =
	/** Proposed indexes are about to be built, by their keys; a large table takes a while. */
	| {readonly kind: 'building'; readonly indexes: readonly string[]}
	/** The plan under the new configuration, not executed yet. */
	| {readonly kind: 'planned'; readonly plan: Plan}
	/** What its execution does besides answering, before it happens: writes, sequences, other servers; uniqueness that is switched off. */
	| {readonly kind: 'warned'; readonly warnings: readonly string[]}
	/** Executed once with node times and buffers; `run` has no samples yet. */
	| {readonly kind: 'executed'; readonly side: 'current' | 'baseline'; readonly run: Run; readonly plan: Plan}
	/** A plan that was made elsewhere, executed or not: there is nothing more to come. */
	| {readonly kind: 'read'; readonly plan: Plan}
	| {
		readonly kind: 'sampled';
		readonly current: readonly number[];
		readonly baseline: readonly number[];
		/** Pairs (or single samples, without a baseline) that this look aims at. */
		readonly aim: number;
		readonly comparison: Comparison | null;
	}
	| {readonly kind: 'measured'; readonly run: Run; readonly delta: Delta | null}
	/** `executed` is what was executed for it by then, each alone: runs like any other. */
	| {readonly kind: 'foreseen'; readonly forecast: Forecast; readonly executed: readonly Run[]; readonly final: boolean}
	/** The run is in the history; or it is not, and the note (null when it was told before) says why. */
	| {readonly kind: 'kept'; readonly id: string | null; readonly note: string | null; readonly records: readonly [RunRecord, ...RunRecord[]]};
