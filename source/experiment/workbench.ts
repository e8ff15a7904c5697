import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import type {Depth, Explained} from './explain.ts';
import type {UniverseIndex} from './index-universe.ts';
import type {Subject} from './run.ts';

/** The limits of one statement; 0 = none. */
export interface Limits {
	/** statement_timeout, ms. PGlite ignores it. */
	readonly statementMs: number;
	/** The statement may write: each execution is taken back by itself. Only rung 1 heeds it; everything else is read-only. */
	readonly mayWrite?: true;
}

/** EXPLAIN as it is asked for while a configuration holds. */
export type Explain = (subject: Subject, depth: Depth) => Promise<Explained>;

/** Statements to be planned under one configuration. */
export interface Planning {
	readonly configuration: IndexConfiguration;
	/** All of whose values are known. */
	readonly subjects: readonly Subject[];
}

/** Plans under many configurations in one transaction, and in few round trips. */
export interface PlanningTogether {
	/** Whether this configuration can be one of several. */
	takes(configuration: IndexConfiguration): boolean;
	/** Tells of each in order. Rejects with what the first that cannot be planned is refused for; those before it were told of. */
	plan(plannings: readonly Planning[], limits: Limits, answered: (explained: Explained) => void): Promise<void>;
}

/**
 * Where a configuration holds while something is tried under it. Each strategy of the ladder is one of these;
 * all of them undo everything before `under` returns, whatever happens inside, except for what an isolated
 * database keeps in its one open transaction, which ends in a rollback too.
 */
export interface Workbench {
	/** False: under this configuration a statement can be planned, but not executed (depth `plan` only). */
	executes(configuration: IndexConfiguration): boolean;
	under<T>(configuration: IndexConfiguration, limits: Limits, work: (explain: Explain) => Promise<T>): Promise<T>;
	/** Proposed indexes that `under` this configuration would have to build first, which may take a while. */
	toBuild(configuration: IndexConfiguration): readonly UniverseIndex[];
	/** Absent where each configuration needs a transaction of its own. */
	readonly together?: PlanningTogether;
	/** Rolls back what is still open; the next `under` starts afresh. */
	rest(): Promise<void>;
}
