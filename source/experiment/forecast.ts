import type {Plan} from '../plan/plan.ts';
import type {Run} from './run.ts';

/** A run of this session that was really executed, and its plan. */
export interface Measured {
	readonly run: Run;
	readonly plan: Plan;
}

/** What is told of an execution beside a plan that was not executed. */
export type MeasuredTimes = Pick<Run, 'indexes' | 'samples' | 'planningMs'>;

/** One configuration as the planner sees it. */
export interface Foreseen<Executed = Measured> {
	/** `explain` is EXPLAIN without ANALYZE; there are no samples. */
	readonly run: Run;
	readonly plan: Plan;
	/** The same statement with the same values and the very same plan, executed, under whatever configuration; null when it never was. */
	readonly measured: Executed | null;
}

/**
 * Two configurations of which one cannot be executed here: plans, and the planner's estimates. There is no verdict: a cost is no time,
 * and times stand only where that very plan was executed.
 */
export interface Forecast<Executed = Measured> {
	readonly kind: 'Forecast';
	readonly current: Foreseen<Executed>;
	/** null when the current configuration is the pinned one. */
	readonly baseline: Foreseen<Executed> | null;
	readonly samePlan: boolean;
}

/** A forecast as reports tell it: of one that was kept there is no more. */
export type ToldForecast = Forecast<{readonly run: MeasuredTimes}>;

/** Why not even the estimates mean anything; null when they do. */
export function withheldBecause({current, baseline}: Pick<ToldForecast, 'current' | 'baseline'>): string | null {
	const blind = [current, ...(baseline === null ? [] : [baseline])].flatMap(({run: {imagined = []}}) => imagined.filter(index => index.blind).map(({key}) => key));
	return blind.length === 0 ? null : `${[...new Set(blind)].join(', ')}: an index over an expression has no statistics before it is built, so its cost is a guess`;
}
