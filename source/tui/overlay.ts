import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import type {ExportFormat} from '../migration/export-files.ts';
import type {Migration} from '../migration/migration.ts';
import type {StatisticsSort} from '../plan/plan-statistics.ts';
import type {Plan} from '../plan/plan.ts';
import type {Line} from '../view/line.ts';
import type {MonitorSort} from '../view/monitor-index-rows.ts';
import type {WorthSort} from '../view/worth-order.ts';
import type {TextField} from './edit-text.ts';
import type {FilteredPane} from './pane-names.ts';
import type {StepsOverlay} from './steps-overlay.ts';

export interface ParameterField {
	readonly name: string;
	readonly field: TextField;
	/** What stands in the place of a value; null where there is one. */
	readonly absent: 'NULL' | 'no value' | null;
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

/** What of the lattice is shown; the last only where something failed. */
export type LatticeTab = 'matrix' | 'front' | 'failed';

/** The lattice; row, column, point and failure are those under the cursor. `moved`: the screen went along the front, and one undo leads back. */
export interface LatticeOverlay {
	readonly kind: 'lattice';
	readonly view: LatticeTab;
	readonly row: number;
	readonly column: number;
	readonly point: number;
	readonly failure: number;
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
