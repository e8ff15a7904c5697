import type {MonitorReport} from '../advice/monitor-report.ts';
import type {Catalog} from '../catalog/catalog.ts';
import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import type {TableState} from '../database/list-tables.ts';
import type {ServerFacts} from '../database/server-facts.ts';
import type {IndexUniverse} from '../experiment/index-universe.ts';
import type {OperationRun} from '../experiment/operation-run.ts';
import type {BoundParameter, Delta} from '../experiment/run.ts';
import type {Rung} from '../experiment/rung.ts';
import type {Ground} from '../lab/laboratory.ts';
import type {Plan} from '../plan/plan.ts';
import type {Combinations} from '../view/combinations.ts';
import type {PastRun} from '../view/past-rows.ts';
import type {Folds} from '../view/plan-folds.ts';
import type {Overlay} from './overlay.ts';
import type {FilteredPane, ListPlace, PaneName} from './pane-names.ts';
import type {SweepTrial, Trial} from './trial.ts';

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
