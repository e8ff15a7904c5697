import type {InsightContext} from '../insight/context.ts';
import type {Comparison} from '../statistics/comparison.ts';
import type {MeasuredTimes} from './forecast.ts';
import type {Run} from './run.ts';

/** Which database a run was made on. */
export interface DatabaseName {
	/** For people: `user@host:5432/database`, `PGlite (embedded), standard, seed 1`. Never a password. */
	readonly label: string;
	/** Equal keys are the same database: of the embedded one, the same version, scale and seed. */
	readonly key: string;
}

/** The other half of a comparison in turns, or of a forecast (which compares nothing but plans), by its id. */
export type Turns =
	| {readonly role: 'current'; readonly baseline: string; readonly comparison: Comparison | null; readonly samePlan: boolean}
	| {readonly role: 'baseline'; readonly current: string};

/** A run as it is kept: all that it takes to report it again without its database. */
export interface RunRecord {
	readonly kind: 'RunRecord';
	/** Eight hexadecimal digits: short enough to type, and mostly the first four do. */
	readonly id: string;
	readonly database: DatabaseName;
	readonly run: Run;
	/** What was known of the database besides the plan, as far as the plan names it: insights are told with it. */
	readonly context: InsightContext;
	/** What its execution did besides answering; absent: nothing that was known. */
	readonly warnings?: readonly string[];
	/** Of a run that was only planned: the times of that very plan, executed under the configuration it names; absent: it never was. */
	readonly measured?: MeasuredTimes;
	/** null: measured alone. */
	readonly turns: Turns | null;
}
