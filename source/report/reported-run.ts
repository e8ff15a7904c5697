import type {ToldForecast} from '../experiment/forecast.ts';
import type {Delta, Run} from '../experiment/run.ts';
import type {InsightContext} from '../insight/context.ts';

/** A run as it is reported, whether it was measured just now or kept. */
export interface ReportedRun {
	readonly run: Run;
	readonly delta: Delta | null;
	readonly context: InsightContext;
	/** Where a configuration could not be executed. */
	readonly forecast?: ToldForecast | null;
	/** What its execution does besides answering. */
	readonly warnings?: readonly string[] | undefined;
}
