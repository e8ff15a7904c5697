import type {ColumnSource} from './column-source.ts';

/** What a `$n` is for, as far as the text tells. */
export type ParameterUse =
	/** It stands against a column, or is written into one. */
	| {
		readonly kind: 'column';
		readonly source: ColumnSource;
		/** `=`, `<`, `~~` (LIKE) ...; `IN` is `=`. */
		readonly operator: string;
		/** One value, or an array of them, as in `= ANY ($1)`. */
		readonly form: 'value' | 'array';
		/** The function between the column and the comparison, as in `lower(email) = $1`. */
		readonly through: readonly string[] | null;
	}
	| {readonly kind: 'limit'}
	| {readonly kind: 'offset'}
	/** The `day` of date_trunc and EXTRACT. */
	| {readonly kind: 'field'}
	/** `output`: it stands where it decides over no row, in the columns that are selected. */
	| {readonly kind: 'unknown'; readonly output: boolean};

export interface UsedParameter {
	/** The n of `$n`. */
	readonly position: number;
	readonly use: ParameterUse;
}
