import type {RouteResult} from '../experiment/operation-run.ts';
import type {InsightContext} from '../insight/context.ts';
import type {Plan} from '../plan/plan.ts';
import type {Line, Tone} from '../view/line.ts';

/** A report before it is written: what it says and in which order. Text, Markdown and HTML all say this. */
export interface ReportDocument {
	readonly title: string;
	/** What was measured, where and when. */
	readonly lead: readonly Line[];
	readonly sections: readonly Section[];
}

export interface Section {
	/** A word to link to. */
	readonly id: string;
	readonly title: string;
	readonly blocks: readonly Block[];
	/** Left out on a terminal, where it would bury the rest. */
	readonly filesOnly?: true;
}

export type Block =
	/** Sentences, each on its own. */
	| {readonly kind: 'lines'; readonly lines: readonly Line[]}
	| {readonly kind: 'list'; readonly items: readonly Line[]; readonly ordered: boolean}
	/** The few figures that everything else explains. */
	| {readonly kind: 'tiles'; readonly tiles: readonly Tile[]}
	| TableBlock
	| {readonly kind: 'bars'; readonly caption: string; readonly rows: readonly BarRow[]}
	/** The routes of an operation on one scale. */
	| {readonly kind: 'waterfalls'; readonly routes: readonly WaterfallRoute[]}
	| MatrixBlock
	| {readonly kind: 'plan'; readonly title: string; readonly plan: Plan; readonly context: InsightContext}
	| {readonly kind: 'code'; readonly text: string; readonly language: 'sql' | 'text'}
	/** Something that folds. */
	| {readonly kind: 'group'; readonly id: string; readonly title: Line; readonly blocks: readonly Block[]; readonly open: boolean};

export interface Tile {
	readonly label: string;
	readonly value: string;
	readonly tone: Tone;
	readonly note: string;
}

export interface Column {
	readonly title: string;
	readonly align: 'left' | 'right';
	/** On a narrow terminal columns of the highest number go first; 0 stays. */
	readonly rank: number;
	/** Of words: cells that suffice. It is broken to so many before other columns go. */
	readonly least?: number;
}

export interface TableBlock {
	readonly kind: 'table';
	readonly caption: string;
	readonly columns: readonly Column[];
	/** As many cells as columns; the first names the row. */
	readonly rows: readonly TableRow[];
	/** Where the columns stand that a narrow terminal has no room for, to be said there. */
	readonly elsewhere?: string;
}

export interface TableRow {
	readonly cells: readonly Line[];
	/** The id of the group that has more of it; null when nothing has. */
	readonly link: string | null;
}

/** Two times of one thing. ms; null where it was not measured. */
export interface BarRow {
	readonly label: string;
	readonly link: string | null;
	readonly before: number | null;
	readonly after: number | null;
	/** Of `after`, from the interval of the ratio; null where there is none. */
	readonly interval: {readonly low: number; readonly high: number} | null;
	readonly tone: Tone;
	readonly words: string;
}

export interface WaterfallRoute {
	readonly name: string;
	readonly words: Line;
	readonly result: RouteResult;
}

export interface MatrixBlock {
	readonly kind: 'matrix';
	readonly caption: string;
	readonly corner: string;
	readonly columns: readonly string[];
	readonly rows: readonly MatrixRow[];
}

export interface MatrixRow {
	readonly name: string;
	readonly verdict: Line;
	/** As many as columns; null is empty. */
	readonly cells: readonly (MatrixCell | null)[];
}

export interface MatrixCell {
	/** One sign. */
	readonly mark: string;
	/** The same in words, with its numbers. */
	readonly words: string;
	readonly tone: Tone;
}
