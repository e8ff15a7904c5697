import type {Load} from '../catalog/load.ts';
import type {LoggedPlan} from './logged-plan.ts';
import type {Literal} from './sighting.ts';

/** A statement out of a source, with everything that was seen of it summed up. */
export interface Harvested {
	/** Equal for texts that differ in their constants only. */
	readonly key: string;
	readonly title: string;
	/** What somebody wrote above it. */
	readonly remark: string | null;
	/** It changes rows. */
	readonly writes: boolean;
	/** One execution of it, the slowest whose values are known, if there is one. */
	readonly sql: string;
	readonly values: ReadonlyArray<Literal | null>;
	readonly where: string;
	/** null where nobody counted. */
	readonly load: Load | null;
	/** Of each different plan its slowest execution, the slowest first. */
	readonly plans: readonly HarvestedPlan[];
}

/** A plan, and the execution that had it. */
export interface HarvestedPlan {
	readonly sql: string;
	readonly values: ReadonlyArray<Literal | null>;
	readonly logged: LoggedPlan;
}
