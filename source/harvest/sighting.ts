import type {LoggedPlan} from './logged-plan.ts';

/** A value as SQL: `'abc'`, `42`, `NULL`. */
export type Literal = string;

/** A statement as a server, its log or a file has it: one execution, or many that were counted together. */
export interface Sighting {
	/** With constants, with `$n`, or both. */
	readonly sql: string;
	/** What was bound to `$1`, `$2` ...; null where nobody says. */
	readonly values: ReadonlyArray<Literal | null>;
	/** null: nobody counted, as in a file of statements. */
	readonly calls: number | null;
	/** ms, of all these calls. */
	readonly totalMs: number | null;
	/** `postgresql.log:12`, `pg_stat_statements`. */
	readonly where: string;
	/** How this execution was planned. */
	readonly plan?: LoggedPlan;
	/** What somebody wrote above it. */
	readonly remark?: string;
}
