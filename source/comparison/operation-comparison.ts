import type {DiffVerdict} from '../diff/diff-verdict.ts';
import type {MeasuredEntry} from '../experiment/measurement.ts';
import type {OperationRun, RouteResult} from '../experiment/operation-run.ts';
import type {Plan} from '../plan/plan.ts';
import type {Comparison, Ratio} from '../statistics/comparison.ts';
import type {EstimateJudgement} from './estimate-judgement.ts';
import type {Basis} from './statement-comparison.ts';

/** One way to the answer, in figures. Times in ms, blocks of 8 kB. */
export interface RouteFigures {
	readonly result: RouteResult;
	/** Each is a round trip. */
	readonly statements: number;
	/** The median of whole walks, waiting included; null without samples. */
	readonly ms: number | null;
	readonly blocks: number;
	/** Of its statements, each once for every time it was sent. */
	readonly plans: readonly Plan[];
	/** Names of those that the plans use, once each. */
	readonly indexes: readonly string[];
}

/** Whether a rewrite gives the chain's answers, in every case that was tried. */
export interface Equivalence {
	readonly kind: 'same' | 'another order' | 'different';
	/** Answers compared. */
	readonly checks: number;
	/** Where it answers differently: the case, and how. */
	readonly because: readonly string[];
}

export interface RewriteComparison {
	readonly name: string;
	readonly why: string | null;
	/** null when the baseline did not measure it. */
	readonly before: RouteFigures | null;
	readonly after: RouteFigures;
	/** After against before. null when there is nothing to compare. */
	readonly verdict: DiffVerdict | null;
	/** Before / after, as that of the chain. */
	readonly ratio: Ratio | null;
	/** Against the chain, in turns, both under the indexes of `after`; null for one that answers differently. */
	readonly againstChain: Comparison | null;
	readonly equivalence: Equivalence;
}

/** An operation of the catalogue: its chain before and after, and what could replace it. */
export interface OperationComparison {
	readonly kind: 'OperationComparison';
	readonly entry: MeasuredEntry;
	/** How before and after came about. */
	readonly basis: Basis;
	/** The chain compared is the baseline's. */
	readonly alike: boolean;
	/** The runs that the figures come from. */
	readonly runs: {readonly before: OperationRun | null; readonly after: OperationRun | null};
	readonly chain: {readonly before: RouteFigures | null; readonly after: RouteFigures | null};
	/** The chain after against the chain before; of those measured apart, blocks are the witness. null when one is missing. */
	readonly verdict: DiffVerdict | null;
	/** The chain before / after, with its interval; null where samples lack or are not to be compared. Of walks apart it holds for the machine as it was each time. */
	readonly ratio: Ratio | null;
	readonly rewrites: readonly RewriteComparison[];
	/** The rewrite that answers alike and takes least; null when none does. */
	readonly best: RewriteComparison | null;
	/** The chain / the best rewrite: in turns, after; from the chain before when the indexes alone changed it beyond doubt. */
	readonly whole: Ratio | null;
	readonly estimate: EstimateJudgement | null;
	readonly notes: readonly string[];
}
