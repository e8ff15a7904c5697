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
	/** Rolls back what is still open; the next `under` starts afresh. */
	rest(): Promise<void>;
}
