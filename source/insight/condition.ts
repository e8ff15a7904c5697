/** What an index can have as a key: a column in a condition, or an expression of the columns of one table. */
export interface Column {
	/** The alias before the point, unquoted; null where Postgres left it out (one table, no VERBOSE). */
	readonly qualifier: string | null;
	/** Postgres printed the qualifier without quotes, so it needs none. */
	readonly plainQualifier: boolean;
	/** Unquoted. Of an expression: its words. */
	readonly name: string;
	/** What it adds to the name of an index, where that is not the column's name. */
	readonly words?: string;
	/** As an index definition has it: a name quoted where it must be, `lower(name)`, `name COLLATE "C"`. */
	readonly printed: string;
	/** Compared as `(column)::text`: a varchar, or a cast that somebody wrote, which the plan does not tell apart. */
	readonly asText: boolean;
}

/** The other side of a comparison. */
export type Operand =
	| {readonly kind: 'column'; readonly column: Column}
	/** The same for every row of the scan: a constant, a parameter, the value of an InitPlan, `now()`. */
	| {readonly kind: 'steady'}
	| {readonly kind: 'other'};

export type Operator = '=' | '<' | '<=' | '>' | '>=';

/** What a table's access method can look up besides a b-tree's comparisons. */
export interface Contained {
	readonly column: Column;
	readonly method: 'gin' | 'gist';
	/** null: the type's own. */
	readonly operatorClass: string | null;
}

/** One of the conditions that Postgres joined by AND. */
export type Term =
	| {readonly kind: 'comparison'; readonly column: Column; readonly operator: Operator; readonly with: Operand}
	/** `= ANY (...)`, which is how Postgres prints IN. */
	| {readonly kind: 'any'; readonly column: Column}
	| {readonly kind: 'is null' | 'is not null'; readonly column: Column; readonly text: string}
	/** A boolean column by itself, or NOT of it. */
	| {readonly kind: 'flag'; readonly column: Column; readonly text: string}
	/** Everything but some constants: `<>`, NOT IN. */
	| {readonly kind: 'unequal'; readonly column: Column; readonly text: string}
	/** `ROW(a, b) > ROW(1, 2)`, as whoever pages by key asks. */
	| {readonly kind: 'row'; readonly columns: readonly Column[]}
	| {readonly kind: 'or'; readonly arms: ReadonlyArray<readonly Term[]>}
	/** LIKE and the like: `~~`, `~~*`, `~`. A prefix is all that a b-tree can find. */
	| {readonly kind: 'pattern'; readonly column: Column; readonly prefix: boolean}
	/** `@>`, `&&`, `@@`: what an inverted or a spatial index is for. */
	| {readonly kind: 'contained'; readonly contained: Contained}
	/** `5 = ANY (column)`: of an array, and no index answers it in this form. */
	| {readonly kind: 'member'; readonly column: Column}
	/** A comparison of what a function or a cast makes of a column; the key is null where no index could be made of it. */
	| {readonly kind: 'expression'; readonly key: Column | null; readonly operator: Operator}
	/** What no index answers, or what was not understood. */
	| {readonly kind: 'other'};
