import type {Row, SqlValue} from '../database/session.ts';
import type {OperationEntry} from '../catalog/operation-entry.ts';
import type {Comparison} from '../statistics/comparison.ts';
import type {AnswerVerdict} from './compare-answers.ts';
import type {BoundParameter, NamedIndexes, RunServer} from './run.ts';
import type {Rung} from './rung.ts';

/** One statement on its way along a route: one round trip. Times in ms. */
export interface StatementRun {
	readonly step: string;
	readonly sql: string;
	/** Bound to $1, $2 ... */
	readonly values: readonly SqlValue[];
	readonly rows: number;
	/** From sending the statement to its last row. */
	readonly ms: number;
	/** What was waited on top, as --rtt asked; measured, as a timer never fires to the microsecond. */
	readonly waitedMs: number;
}

/** The statements of one walk along a route, in the order they were sent. */
export interface RouteWalk {
	readonly statements: readonly StatementRun[];
}

/** One walk along a route, from the first statement to the answer. */
export interface RouteRun extends RouteWalk {
	readonly answer: readonly Row[];
}

/** What the server itself says of one statement, from an EXPLAIN ANALYZE of its own. */
export interface ServerShare {
	/** Planning and execution, ms. */
	readonly ms: number;
	/** Shared blocks of 8 kB, hit and read. */
	readonly blocks: number;
	/** Of those, the ones that were not in shared buffers. */
	readonly read: number;
	/** EXPLAIN (ANALYZE, VERBOSE, BUFFERS, WAL, SETTINGS, FORMAT JSON) exactly as Postgres said it. */
	readonly explain: string;
}

/** A route, measured. */
export interface RouteResult {
	readonly name: string;
	readonly why: string | null;
	/** Of the walk whose time is the median. */
	readonly typical: RouteWalk;
	/** Beside each of its statements. */
	readonly server: readonly ServerShare[];
	/** Whole walks, waiting included, ms, in the order taken. */
	readonly samples: readonly number[];
}

/** The same values along every route: do they give the same answer? */
export interface AnswerCheck {
	readonly case: string;
	readonly rewrite: string;
	readonly parameters: readonly BoundParameter[];
	/** Rows of the chain's answer. */
	readonly rows: number;
	readonly verdict: AnswerVerdict;
}

/** One operation measured under one configuration: the chain, and what could replace it. */
export interface OperationRun {
	readonly kind: 'OperationRun';
	readonly operation: OperationEntry;
	readonly parameters: readonly BoundParameter[];
	readonly indexes: NamedIndexes;
	readonly rung: Rung;
	readonly server: RunServer;
	readonly startedAt: Date;
	/** Asked for per round trip, ms; 0: nothing is waited. */
	readonly rttMs: number;
	readonly checks: readonly AnswerCheck[];
	readonly chain: RouteResult;
	/** `comparison` with the chain is null for one that answers differently (a wrong answer is not a fast one), and before anything was sampled. */
	readonly rewrites: ReadonlyArray<RouteResult & {readonly comparison: Comparison | null}>;
}

/** One route under two configurations. */
export interface RouteDelta {
	readonly name: string;
	readonly comparison: Comparison;
	/** Every statement has the same plan under both: whatever the clock says, the indexes made no difference. */
	readonly samePlans: boolean;
}

/** An operation under two configurations whose walks were taken in turns. */
export interface OperationDelta {
	readonly kind: 'OperationDelta';
	readonly baseline: OperationRun;
	readonly current: OperationRun;
	/** The chain first, then the rewrites. */
	readonly routes: readonly RouteDelta[];
}
