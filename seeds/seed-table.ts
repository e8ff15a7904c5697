import type {InsertType} from 'kysely';
import {copyLine, type CopyValue} from './copy-text.ts';
import type {TheCopyTables} from './the-copy-tables.ts';

export type SeededTable = Exclude<keyof TheCopyTables, 'sessions'>;

/** In the order they are filled: no row refers to a later one. */
export const seededTables = ['users', 'projects', 'scenes', 'characters', 'shots'] as const satisfies readonly SeededTable[];

/** How many rows each table gets: every parent the same number of children. */
export type RowCounts = Readonly<Record<SeededTable, number>>;

/** A row with every column said, as it is written. */
export type SeedRow<T extends SeededTable> = {
	readonly [Column in keyof TheCopyTables[T]]: Exclude<InsertType<TheCopyTables[T][Column]>, undefined>;
};

/** How one table is filled. Nothing is made before it is asked for. */
export interface SeedTable {
	readonly table: SeededTable;
	/** In the order of the lines' fields. */
	readonly columns: readonly string[];
	/** The rows in COPY's text format, one line each. */
	lines(counts: RowCounts, seed: number): Iterable<string>;
}

/** Binds a table's rows to its columns and its COPY lines. `rows` yields counts[table] of them. */
export function seedTable<T extends SeededTable>(
	table: T,
	columns: readonly (keyof SeedRow<T> & string)[],
	rows: (counts: RowCounts, seed: number) => Iterable<Readonly<Record<keyof SeedRow<T>, CopyValue>>>,
): SeedTable {
	return {
		table,
		columns,
		*lines(counts, seed) {
			for (const row of rows(counts, seed)) {
				yield copyLine(columns.map(column => row[column]));
			}
		},
	};
}
