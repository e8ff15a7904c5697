/** A column in a condition. */
export interface Column {
	/** The alias before the point, unquoted; null where Postgres left it out (one table, no VERBOSE). */
	readonly qualifier: string | null;
	/** Postgres printed the qualifier without quotes, so it needs none. */
	readonly plainQualifier: boolean;
	/** Unquoted. */
	readonly name: string;
	/** The name as Postgres printed it: quoted where it must be. */
	readonly printed: string;
}

/** The other side of a comparison. */
export type Operand =
	| {readonly kind: 'column'; readonly column: Column}
	/** The same for every row of the scan: a constant, a parameter, the value of an InitPlan, `now()`. */
	| {readonly kind: 'steady'}
	| {readonly kind: 'other'};

/** One of the conditions that Postgres joined by AND. */
export type Term =
	| {readonly kind: 'comparison'; readonly column: Column; readonly operator: '=' | '<' | '<=' | '>' | '>='; readonly with: Operand}
	/** `= ANY (...)`, which is how Postgres prints IN. */
	| {readonly kind: 'any'; readonly column: Column}
	| {readonly kind: 'is null' | 'is not null'; readonly column: Column}
	| {readonly kind: 'or'}
	/** LIKE and the like: `~~`, `~~*`, `~`. */
	| {readonly kind: 'pattern'; readonly column: Column}
	/** A comparison of what a function or a cast makes of a column. */
	| {readonly kind: 'expression'}
	/** What a b-tree cannot answer, or what was not understood. */
	| {readonly kind: 'other'};
