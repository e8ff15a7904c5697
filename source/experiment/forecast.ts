import type {Plan} from '../plan/plan.ts';
import type {ImaginedIndex} from './explain.ts';
import type {Run} from './run.ts';

/** A run of this session that was really executed, and its plan. */
export interface Measured {
	readonly run: Run;
	readonly plan: Plan;
}

/** One configuration as the planner sees it. */
export interface Foreseen {
	/** `explain` is EXPLAIN without ANALYZE; there are no samples. */
	readonly run: Run;
	readonly plan: Plan;
	readonly imagined: readonly ImaginedIndex[];
	/** The same statement with the same values and the very same plan, executed, under whatever configuration; null when it never was. */
	readonly measured: Measured | null;
}

/**
 * Two configurations of which one cannot be executed here: plans, and the planner's estimates. There is no verdict: a cost is no time,
 * and times stand only where that very plan was executed.
 */
export interface Forecast {
	readonly kind: 'Forecast';
	readonly current: Foreseen;
	/** null when the current configuration is the pinned one. */
	readonly baseline: Foreseen | null;
	readonly samePlan: boolean;
}

/** Why not even the estimates mean anything; null when they do. */
export function withheldBecause({current, baseline}: Forecast): string | null {
	const blind = [current, ...(baseline === null ? [] : [baseline])].flatMap(({imagined}) => imagined.filter(index => index.blind).map(({key}) => key));
	return blind.length === 0 ? null : `${[...new Set(blind)].join(', ')}: an index over an expression has no statistics before it is built, so its cost is a guess`;
}
