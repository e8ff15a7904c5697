import type {Plan} from '../plan/plan.ts';
import type {BoundParameter, NamedIndexes, Run, RunServer} from './run.ts';
import type {Rung} from './rung.ts';
import type {SweptValue} from './swept-value.ts';

/** A query with one value. */
export interface ValueTry {
	readonly value: SweptValue;
	/** Without samples as long as it was only planned; null where not even that was possible. */
	readonly run: Run | null;
	readonly plan: Plan | null;
	/** Equal for equal ways to the rows: see planShape. */
	readonly shape: string | null;
	/** The same value by the generic plan, where that goes another way; without samples as long as it was not executed. */
	readonly generic: Run | null;
	/** Why there is no plan, or no time: a value that its type does not know, a statement that fails with it. */
	readonly error: readonly string[] | null;
}

/** What five executions with one value and then a sixth made Postgres choose. */
export interface CacheAnswer {
	readonly value: SweptValue;
	/** Total cost of the plan that was made for the value. */
	readonly customCost: number;
	readonly chosen: 'generic' | 'custom';
}

/** What Postgres does with the statement when it stays prepared: PREPARE, a driver's named statement, PL/pgSQL. */
export type GenericPlan =
	| {
		readonly kind: 'planned';
		readonly plan: Plan;
		readonly shape: string;
		/** Asked of the server, by the value whose custom plan costs least, and by the one whose costs most; empty where it could not be asked. */
		readonly asked: readonly CacheAnswer[];
		/** cpu_operator_cost, of which the price of planning is made. */
		readonly operatorCost: number;
		/** plan_cache_mode as the session has it: `auto` decides by cost. */
		readonly mode: string;
	}
	| {readonly kind: 'unknown'; readonly because: string};

/** How much a parameter moves the plan, as far as planning tells. */
export interface ParameterChoice {
	readonly name: string;
	/** Different plans over its values. */
	readonly shapes: number;
	/** Of the dearest plan's cost to the cheapest one's. */
	readonly costRatio: number;
}

/** One query over several values of one parameter, the others kept. */
export interface Sweep {
	readonly kind: 'Sweep';
	readonly entry: string;
	readonly parameters: readonly BoundParameter[];
	/** 1-based: the n of the `$n` that varies. */
	readonly position: number;
	/** Those that could vary, the one that moves the plan most first; empty where the user chose. */
	readonly choices: readonly ParameterChoice[];
	readonly indexes: NamedIndexes;
	readonly rung: Rung;
	readonly server: RunServer;
	readonly tries: readonly ValueTry[];
	/** null before it was asked for. */
	readonly generic: GenericPlan | null;
	/** Why nothing is executed; null where it is. */
	readonly planOnly: string | null;
	readonly phase: 'planned' | 'measuring' | 'done';
}
