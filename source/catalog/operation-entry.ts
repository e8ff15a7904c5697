import type {Frequency, Parameter} from './catalog-entry.ts';
import type {Estimate} from './estimate.ts';

/** Where a step's `$n` comes from: a parameter of the operation, or a column of a row that an earlier step found. */
export type StepInput =
	| {readonly kind: 'parameter'; readonly name: string}
	| {readonly kind: 'column'; readonly step: string; readonly column: string};

/** One statement of a route. */
export interface Step {
	readonly name: string;
	readonly sql: string;
	/** Of `$1`, `$2` ... in this order. */
	readonly inputs: readonly StepInput[];
	/** Executed once for every row of that step, as an application does in a loop; null: once, with the first row of each step it takes from. */
	readonly forEach: string | null;
	/** 1-based line in the file where the statement starts. */
	readonly line: number;
}

/** One way to the answer: a chain of statements, or the single one that replaces it. */
export interface Route {
	readonly name: string;
	readonly why: string | null;
	/** In order. A step that finds no row ends the route with an empty answer, unless it is run for each row of another. */
	readonly steps: readonly Step[];
	/**
	 * What the route answers with: the rows of `step`, with these columns (null: all of them). Columns of a step that is
	 * run for each of those rows stand beside the row that they were found for.
	 */
	readonly answer: Answer;
}

export interface Answer {
	readonly step: string;
	readonly columns: readonly AnswerColumn[] | null;
}

export interface AnswerColumn {
	readonly step: string;
	readonly column: string;
}

/** Values under which every route must give the same answer: a stranger, a missing id, other ids. */
export interface AnswerCase {
	readonly name: string;
	/** The parameter that is other than usual; those declared after it are sampled anew. */
	readonly parameter: string;
	/** One column, one row a value; may use the operation's `$n`. */
	readonly sql: string;
	readonly line: number;
}

/** What an application does in several statements, and what could replace it. */
export interface OperationEntry {
	readonly kind: 'OperationEntry';
	/** The file's name without `.sql`: what the command line calls it. */
	readonly name: string;
	readonly title: string;
	readonly why: string;
	readonly frequency: Frequency | null;
	readonly parameters: readonly Parameter[];
	readonly cases: readonly AnswerCase[];
	/** What the application's team expected, in their words. */
	readonly expected: string | null;
	/** The same as numbers; null where nobody gave any. */
	readonly estimate: Estimate | null;
	/** What the application does today. */
	readonly chain: Route;
	/** What could replace it; at least one. */
	readonly rewrites: readonly Route[];
	readonly file: string;
	readonly line: number;
}
