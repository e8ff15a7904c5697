import type {Estimate} from './estimate.ts';
import type {Load} from './load.ts';

export type Frequency = 'very high' | 'high' | 'medium-high' | 'medium' | 'low';

/** A `$n` of a query: its name, and the SQL that finds a live sample value (one row, one column; may use earlier `$n`). */
export interface Parameter {
	readonly name: string;
	/** 1-based: the n of `$n`. */
	readonly position: number;
	/** null: nobody knows a value, as in a normalised text of pg_stat_statements; the query is then planned without one. */
	readonly sampleSql: string | null;
	/** What was bound to it along the way of its operation, NULL among others. Absent: the sample is asked. */
	readonly value?: string | number | boolean | null;
	/** 1-based, of the card. */
	readonly line: number;
}

/** Where a statement stands in its operation. */
export interface StatementOf {
	readonly operation: string;
	/** `chain`, or the rewrite. */
	readonly route: string;
	readonly step: string;
	/** How often the operation executes it, each time. */
	readonly times: number;
}

/** One statement to look at, with the card that explains it. */
export interface QueryEntry {
	readonly kind: 'QueryEntry';
	/** The file's name without `.sql`: what the command line calls it. */
	readonly name: string;
	readonly title: string;
	readonly why: string;
	/** How often the application runs it; null where nobody said. */
	readonly frequency: Frequency | null;
	readonly parameters: readonly Parameter[];
	/** Names of indexes thought to help. */
	readonly indexes: readonly string[];
	/** What the application's team expected, in their words, e.g. `10-20 ms`. */
	readonly expected: string | null;
	/** The same as numbers; null where nobody gave any. */
	readonly estimate: Estimate | null;
	/** What a server counted of it. Absent: nobody did. */
	readonly load?: Load;
	/** Absent: it stands for itself. */
	readonly step?: StatementOf;
	readonly sql: string;
	/** `queries/x.sql` and the 1-based line where the statement starts. */
	readonly file: string;
	readonly line: number;
}

/** What the screen and `run` measure statement by statement. Operations (chains of statements, and the one that replaces them) stand beside. */
export type CatalogEntry = QueryEntry;

/** An index that `indexes.sql` describes, whether or not it is built. */
export interface IndexDefinition {
	readonly kind: 'IndexDefinition';
	readonly name: string;
	/** As written after ON; without a schema it is found on the search path. */
	readonly table: string;
	readonly why: string;
	/** HIGH, MEDIUM-HIGH ... as the team ranked it; null for the baseline ones. */
	readonly priority: string | null;
	/** The CREATE INDEX statement, without its semicolon. */
	readonly sql: string;
	readonly presets: readonly string[];
	readonly file: string;
	readonly line: number;
}

/** A named configuration: the catalogue's indexes that are on; constraint-backed ones always are. */
export interface Preset {
	readonly name: string;
	readonly why: string;
	readonly indexes: readonly string[];
}
