import type {SqlValue} from '../database/session.ts';
import type {Forecast} from '../experiment/forecast.ts';
import type {AnswerCheck, OperationDelta, OperationRun} from '../experiment/operation-run.ts';
import type {Delta, Run} from '../experiment/run.ts';
import type {Sweep} from '../experiment/sweep.ts';
import type {Plan} from '../plan/plan.ts';
import type {Comparison} from '../statistics/comparison.ts';

/** What every attempt to measure has, as far as it got. */
interface Attempt {
	readonly id: number;
	/** The catalogue's name of the query or operation. */
	readonly entryName: string;
	/** waiting: for a connection. */
	readonly phase: 'waiting' | 'starting' | 'planned' | 'measuring' | 'cancelling' | 'done' | 'cancelled' | 'failed';
	/** Proposed indexes under construction, by their keys. */
	readonly building: readonly string[];
	/** The panes still show what was there before this trial's first event. */
	readonly stale: boolean;
	readonly error: readonly string[] | null;
	/** ms on the monotonic clock; null until the clock is heard. */
	readonly startedAt: number | null;
}

/** A query, planned and measured. */
export interface QueryTrial extends Attempt {
	readonly kind: 'query';
	/** What the statement does besides answering. */
	readonly warnings: readonly string[];
	readonly plan: Plan | null;
	readonly run: Run | null;
	readonly baseline: {readonly run: Run; readonly plan: Plan} | null;
	readonly samples: readonly number[];
	readonly baselineSamples: readonly number[];
	/** Pairs that the look under way aims at. */
	readonly aim: number;
	readonly comparison: Comparison | null;
	readonly delta: Delta | null;
	/** Where a configuration cannot be executed: plans and estimates in the place of run and samples. */
	readonly forecast: Forecast | null;
}

/** An operation: its answers compared, its routes walked. */
export interface OperationTrial extends Attempt {
	readonly kind: 'operation';
	/** Known before anything is timed. */
	readonly checks: readonly AnswerCheck[];
	/** Without samples as long as it was only walked once. */
	readonly run: OperationRun | null;
	/** The same under the pinned configuration. */
	readonly baseline: OperationRun | null;
	readonly delta: OperationDelta | null;
	/** Rounds of the look under way. */
	readonly taken: number;
	readonly aim: number;
}

/** One attempt to measure what is open. */
export type Trial = QueryTrial | OperationTrial;

/** The open query over several values of a parameter, as far as it got. */
export interface SweepTrial {
	readonly id: number;
	readonly entryName: string;
	/** The parameter that the user chose; null: the one that moves the plan most. */
	readonly over: string | null;
	/** Values that the user typed. */
	readonly asked: readonly SqlValue[];
	readonly phase: 'running' | 'cancelling' | 'done' | 'cancelled' | 'failed';
	readonly sweep: Sweep | null;
	/** What the statement does besides answering. */
	readonly warnings: readonly string[];
	readonly error: readonly string[] | null;
	/** ms on the monotonic clock; null until the clock is heard. */
	readonly startedAt: number | null;
	/** A measurement was stopped for it, and is begun again when it is closed. */
	readonly interrupted: boolean;
}
