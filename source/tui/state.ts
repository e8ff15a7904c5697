import type {MonitorReport} from '../advice/monitor-report.ts';
import type {Catalog} from '../catalog/catalog.ts';
import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import type {TableState} from '../database/list-tables.ts';
import type {ServerFacts} from '../database/server-facts.ts';
import type {Forecast} from '../experiment/forecast.ts';
import type {AnswerCheck, OperationDelta, OperationRun} from '../experiment/operation-run.ts';
import type {BoundParameter, Delta, Run} from '../experiment/run.ts';
import type {Rung} from '../experiment/rung.ts';
import type {IndexUniverse} from '../experiment/index-universe.ts';
import type {Ground} from '../lab/laboratory.ts';
import type {ExportFormat} from '../migration/export-files.ts';
import type {Migration} from '../migration/migration.ts';
import type {SqlValue} from '../database/session.ts';
import type {Sweep} from '../experiment/sweep.ts';
import type {Plan} from '../plan/plan.ts';
import type {StatisticsSort} from '../plan/plan-statistics.ts';
import type {Comparison} from '../statistics/comparison.ts';
import type {Combinations} from '../view/combinations.ts';
import type {Line} from '../view/line.ts';
import type {MonitorSort} from '../view/monitor-index-rows.ts';
import type {PastRun} from '../view/past-rows.ts';
import type {Folds} from '../view/plan-folds.ts';
import type {WorthSort} from '../view/worth-order.ts';
import type {TextField} from './edit-text.ts';
import type {StepsOverlay} from './steps-overlay.ts';

export const paneNames = ['queries', 'indexes', 'plan', 'buffers', 'timing'] as const;
export type PaneName = (typeof paneNames)[number];

export type FilteredPane = Extract<PaneName, 'queries' | 'indexes' | 'plan'>;

/** Where a list stands: the row under the cursor and the first row shown. */
export interface ListPlace {
	readonly cursor: number;
	readonly offset: number;
}

/** The way to an open database, step by step. */
export interface Opening {
	readonly title: string;
	/** 0 to 1; null when it cannot be told. */
	readonly fraction: number | null;
	readonly notes: readonly string[];
	/** A question that y or n answers. */
	readonly question: string | null;
	/** Set when it failed: nothing but q is left. */
	readonly failure: {readonly lines: readonly string[]; readonly code: number} | null;
}

/** What the screen knows of the open laboratory. */
export interface Surroundings {
	readonly label: string;
	readonly ground: Ground;
	readonly facts: ServerFacts;
	readonly catalog: Catalog;
	readonly tables: readonly TableState[];
	readonly universe: IndexUniverse;
	readonly rung: Rung;
	/** What each better way of switching lacks, and what would lift it. */
	readonly waysUp: readonly string[];
	readonly canAskToBlock: boolean;
}

/** There is no connection, and it is tried for. */
export interface Lost {
	/** What ended it. */
	readonly why: string;
	/** What the last try met; null before the first has failed. */
	readonly problem: string | null;
	/** When the next try is, monotonic ms; null while one is under way. */
	readonly nextAt: number | null;
}

/** What every attempt to measure has, as far as it got. */
interface Attempt {
	readonly id: number;
	/** The catalogue's name of the query or operation. */
	readonly entryName: string;
	/** waiting: for a connection. */
	readonly phase: 'waiting' | 'starting' | 'planned' | 'measuring' | 'cancelling' | 'done' | 'cancelled' | 'failed';
	/** Proposed indexes under construction, by their keys. */
	readonly building: readonly string[];
	/** The panes still show what was there before this trial's first event. */
	readonly stale: boolean;
	readonly error: readonly string[] | null;
	/** ms on the monotonic clock; null until the clock is heard. */
	readonly startedAt: number | null;
}

/** A query, planned and measured. */
export interface QueryTrial extends Attempt {
	readonly kind: 'query';
	/** What the statement does besides answering. */
	readonly warnings: readonly string[];
	readonly plan: Plan | null;
	readonly run: Run | null;
	readonly baseline: {readonly run: Run; readonly plan: Plan} | null;
	readonly samples: readonly number[];
	readonly baselineSamples: readonly number[];
	/** Pairs that the look under way aims at. */
	readonly aim: number;
	readonly comparison: Comparison | null;
	readonly delta: Delta | null;
	/** Where a configuration cannot be executed: plans and estimates in the place of run and samples. */
	readonly forecast: Forecast | null;
}

/** An operation: its answers compared, its routes walked. */
export interface OperationTrial extends Attempt {
	readonly kind: 'operation';
	/** Known before anything is timed. */
	readonly checks: readonly AnswerCheck[];
	/** Without samples as long as it was only walked once. */
	readonly run: OperationRun | null;
	/** The same under the pinned configuration. */
	readonly baseline: OperationRun | null;
	readonly delta: OperationDelta | null;
	/** Rounds of the look under way. */
	readonly taken: number;
	readonly aim: number;
}

/** One attempt to measure what is open. */
export type Trial = QueryTrial | OperationTrial;

export interface ParameterField {
	readonly name: string;
	readonly field: TextField;
	/** What stands in the place of a value; null where there is one. */
	readonly absent: 'NULL' | 'no value' | null;
}

/** The open query over several values of a parameter, as far as it got. */
export interface SweepTrial {
	readonly id: number;
	readonly entryName: string;
	/** The parameter that the user chose; null: the one that moves the plan most. */
	readonly over: string | null;
	/** Values that the user typed. */
	readonly asked: readonly SqlValue[];
	readonly phase: 'running' | 'cancelling' | 'done' | 'cancelled' | 'failed';
	readonly sweep: Sweep | null;
	/** What the statement does besides answering. */
	readonly warnings: readonly string[];
	readonly error: readonly string[] | null;
	/** ms on the monotonic clock; null until the clock is heard. */
	readonly startedAt: number | null;
	/** A measurement was stopped for it, and is begun again when it is closed. */
	readonly interrupted: boolean;
}

/** Two plans that the diff compares instead of the pinned one and the current one, and what lay over the panes before. */
export interface Between {
	readonly before: {readonly name: string; readonly plan: Plan};
	readonly after: {readonly name: string; readonly plan: Plan};
	readonly back: Overlay;
}

/** What the monitor can list, one at a time. */
export const monitorLists = ['indexes', 'attention', 'tables', 'statements'] as const;
export type MonitorList = (typeof monitorLists)[number];

/** What the counters of the database said when they were looked at last, while the monitor is open. */
export interface Watched {
	readonly report: MonitorReport | null;
	/** Why the last look failed. */
	readonly problem: readonly string[] | null;
	/** paused: something is being measured, and a look would be in its way. */
	readonly phase: 'looking' | 'resting' | 'paused';
}

/** All combinations of the indexes, as far as they were looked at. */
export interface Combining {
	/** The indexes that were there. */
	readonly universe: IndexUniverse | null;
	readonly combinations: Combinations | null;
	/** What is being done; null: nothing. Fraction 0 to 1. */
	readonly step: {readonly title: string; readonly fraction: number | null} | null;
	readonly problem: readonly string[] | null;
}

/** The lattice; row, column and point are those under the cursor. `moved`: the screen went along the front, and one undo leads back. */
export interface LatticeOverlay {
	readonly kind: 'lattice';
	readonly view: 'matrix' | 'front';
	readonly row: number;
	readonly column: number;
	readonly point: number;
	readonly sort: WorthSort;
	readonly moved: boolean;
}

/** What was on the screen when somebody asked why an index matters. */
export interface WayBack {
	readonly overlay: LatticeOverlay;
	readonly configuration: IndexConfiguration;
	readonly pinned: IndexConfiguration;
	readonly entryName: string | null;
}

/** What lies over the right side and takes the keys first. */
export type Overlay =
	| {readonly kind: 'help'; readonly offset: number}
	| {readonly kind: 'card'; readonly nodeId: number; readonly offset: number}
	/** A step of the operation's waterfall, by its place there. */
	| {readonly kind: 'step'; readonly at: number; readonly offset: number}
	| {readonly kind: 'insights'; readonly cursor: number}
	/** `back`: why an index matters was asked in the lattice, where Esc leads back to. `between`: two values' plans, and the sweep that Esc leads back to. */
	| {readonly kind: 'diff'; readonly cursor: number; readonly unfolded: ReadonlySet<number>; readonly back?: WayBack; readonly between?: Between}
	| {readonly kind: 'statistics'; readonly sort: StatisticsSort; readonly offset: number}
	| {readonly kind: 'presets'; readonly cursor: number}
	| {readonly kind: 'parameters'; readonly cursor: number; readonly fields: readonly ParameterField[]}
	/** A CREATE INDEX being typed, and what was wrong with it. */
	| {readonly kind: 'proposal'; readonly field: TextField; readonly letter: readonly string[]}
	/** A round trip's time being typed, and what was wrong with it. */
	| {readonly kind: 'rtt'; readonly field: TextField; readonly letter: readonly string[]}
	/** How indexes are used; `cursor` is a row of the indexes, of other lists the first row shown; `field` while the filter is typed. */
	| {readonly kind: 'monitor'; readonly list: MonitorList; readonly cursor: number; readonly sort: MonitorSort; readonly filter: string; readonly field: TextField | null}
	/** What separates the database from the indexes on the screen, about to be written; null while it is not known. */
	| {
		readonly kind: 'export';
		readonly format: ExportFormat;
		/** The folder. */
		readonly field: TextField;
		readonly migration: Migration | null;
		/** Statements planned so far; null: none is. */
		readonly planned: {readonly at: number; readonly of: number} | null;
		readonly letter: readonly string[];
		readonly offset: number;
	}
	| LatticeOverlay
	/** The values of a sweep: `at` is one of its tries, `marked` the one to compare it with, `offset` the first line shown, `field` while a value is typed. */
	| {readonly kind: 'sweep'; readonly at: number; readonly marked: number | null; readonly offset: number; readonly field: TextField | null}
	| {readonly kind: 'palette'; readonly field: TextField; readonly cursor: number}
	| {readonly kind: 'filter'; readonly pane: FilteredPane; readonly field: TextField; readonly before: string}
	| StepsOverlay
	| {readonly kind: 'consent'; readonly question: readonly Line[]; readonly indexKey: string | null};

export interface State {
	readonly size: {readonly columns: number; readonly rows: number};
	readonly opening: Opening | null;
	readonly around: Surroundings | null;
	readonly focus: PaneName;
	readonly zoomed: boolean;
	readonly overlay: Overlay | null;
	readonly places: Readonly<Record<PaneName, ListPlace>>;
	/** Words that rows must contain; in the plan, words to look for. */
	readonly filters: Readonly<Record<FilteredPane, string>>;
	/** The Indexes pane lists those of all tables, however many there are. */
	readonly allIndexes: boolean;
	readonly folds: Folds;
	/** null while the database can be reached. */
	readonly lost: Lost | null;
	/** The entry that was running when the connection was lost, until it has been measured. */
	readonly suspect: string | null;
	/** The entry that the right side shows. */
	readonly entryName: string | null;
	readonly parameters: ReadonlyMap<string, readonly BoundParameter[]>;
	readonly configuration: IndexConfiguration;
	/** The pinned baseline. */
	readonly pinned: IndexConfiguration;
	readonly undo: readonly IndexConfiguration[];
	readonly trial: Trial | null;
	/** A plan from a file that the others are compared with. */
	readonly pinnedPlan: Plan | null;
	readonly deltas: ReadonlyMap<string, Delta>;
	/** The last measurement of each operation. */
	readonly operated: ReadonlyMap<string, OperationRun>;
	/** Waited after every statement of an operation, ms. */
	readonly rttMs: number;
	/** The command line that starts the screen on the embedded database of the steps; null where there are no steps. */
	readonly startThere: string | null;
	/** Kept runs by entry, newest first, as far as they were asked for. */
	readonly past: ReadonlyMap<string, readonly PastRun[]>;
	readonly watched: Watched;
	readonly combining: Combining;
	/** The last one of the parameters' sweeps. */
	readonly sweep: SweepTrial | null;
	/** Shown in the status line until the next key. */
	readonly notice: {readonly text: string; readonly tone: 'plain' | 'warn'} | null;
	/** Monotonic ms, moved by ticks while something runs. */
	readonly now: number;
}
