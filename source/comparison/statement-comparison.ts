import type {DiffVerdict} from '../diff/diff-verdict.ts';
import type {MeasuredEntry} from '../experiment/measurement.ts';
import type {Delta} from '../experiment/run.ts';
import type {Ratio} from '../statistics/comparison.ts';
import type {EstimateJudgement} from './estimate-judgement.ts';
import type {Side} from './side.ts';

/**
 * How the two sides came about: in turns at the same moment, under the baseline's indexes and under those built since; or each in its own
 * measurement, at another time; or one of them is missing, or not of the same statement.
 */
export type Basis = 'in turns' | 'apart' | 'none';

/** One statement of the catalogue, before and after. */
export interface StatementComparison {
	readonly kind: 'StatementComparison';
	readonly entry: MeasuredEntry;
	readonly basis: Basis;
	/** What is compared is the baseline's statement. Others, as one whose text was changed since, are shown, and count for nothing that is said of all. */
	readonly alike: boolean;
	readonly before: Side | null;
	readonly after: Side | null;
	/** Of samples taken in turns; null for others. */
	readonly delta: Delta | null;
	/** null when there is nothing to compare. */
	readonly verdict: DiffVerdict | null;
	/** Execution, before / after, with its interval; null where samples lack. Of runs apart it holds for the machine as it was each time. */
	readonly ratio: Ratio | null;
	/** Equal fingerprints; null when one has no plan. */
	readonly samePlan: boolean | null;
	readonly estimate: EstimateJudgement | null;
	/** What keeps the two from being alike besides their indexes, or makes them doubtful. Sentences. */
	readonly notes: readonly string[];
}
