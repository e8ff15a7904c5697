import type {Plan} from '../plan/plan.ts';
import type {Format} from '../reading/raw-plan.ts';

/** A plan of auto_explain's. */
export interface LoggedPlan {
	readonly plan: Plan;
	readonly format: Format;
	/** ms, from the start to the end of the executor, as auto_explain measured it. */
	readonly durationMs: number;
	/** When it was logged; null where the log's lines do not say. */
	readonly at: Date | null;
	/** 1-based, in the file. */
	readonly file: string;
	readonly line: number;
	/** As far as the log says. */
	readonly database: string | null;
	readonly user: string | null;
}
