import type {Mask} from './mask.ts';

/** What the planner makes of one entry under one configuration. */
export interface Planned {
	/** Equal for equal plans. */
	readonly fingerprint: string;
	/** Of the whole plan, in the planner's units. */
	readonly cost: number;
	/** Toggles whose indexes the plan reads: in bitmap scans, index-only scans, merge inputs and InitPlans too, and those of partitions as their parent's. */
	readonly uses: Mask;
	/** Toggles of the tables that the plan reads, used or not. */
	readonly reads: Mask;
	/** The order of its joins may have been searched by chance (GEQO): then the best plan is not known to have been found. */
	readonly genetic: boolean;
}

/** The port: plans one entry with exactly these of the toggles that matter on (absent: of all); the others may be either. Called for several at once, it may answer them together. */
export type PlanUnder = (on: Mask, matters?: Mask) => Promise<Planned>;

/** The same plan at the same price. Costs are compared as Postgres prints them. */
export function samePlanned(a: Planned, b: Planned): boolean {
	return a.fingerprint === b.fingerprint && a.cost === b.cost;
}
