import type {Session} from './session.ts';

/** A column of a table, by its names as pg_class and pg_attribute have them. */
export interface ColumnName {
	readonly schema: string;
	readonly table: string;
	readonly column: string;
}

/** What ANALYZE found in a column: pg_stats. Values are as text, in the form that the column's type reads again. */
export interface ColumnStatistics extends ColumnName {
	/** Fraction of rows, 0 to 1. */
	readonly nulls: number;
	/** Different values but NULL: a number, or, negative, minus the fraction of the rows (-1: each row has its own). */
	readonly distinct: number;
	/** The most frequent first; empty where no value is more frequent than others. */
	readonly common: ReadonlyArray<{readonly value: string; readonly share: number}>;
	/** Limits of slices with equally many rows each, ascending, without the common values; empty where the type has no order. */
	readonly bounds: readonly string[];
}

/** The statistics of a table with those that inherit from it or are its partitions come first. anyarray has no cast but to text. */
const statistics = `select distinct on (s.schemaname, s.tablename, s.attname)
	s.schemaname, s.tablename, s.attname, s.null_frac::float8 as nulls, s.n_distinct::float8 as distinct_values,
	pg_catalog.to_jsonb(s.most_common_vals::text::text[]) as common, pg_catalog.to_jsonb(s.most_common_freqs::float8[]) as shares,
	pg_catalog.to_jsonb(s.histogram_bounds::text::text[]) as bounds
	from pg_catalog.pg_stats as s
	join pg_catalog.jsonb_to_recordset($1::pg_catalog.jsonb) as w (schema text, "table" text, "column" text)
		on (s.schemaname, s.tablename, s.attname) = (w.schema, w."table", w."column")
	order by s.schemaname, s.tablename, s.attname, s.inherited desc`;

/**
 * Those of the columns that have statistics which the current user may see: a table that was never analyzed has none, and pg_stats shows
 * columns that one may SELECT.
 */
export async function readColumnStatistics(session: Pick<Session, 'query'>, columns: readonly ColumnName[]): Promise<readonly ColumnStatistics[]> {
	const rows = columns.length === 0 ? [] : await session.query(statistics, [JSON.stringify(columns.map(({schema, table, column}) => ({schema, table, column})))]);
	return rows.map(row => {
		const shares = listOf(row['shares']).map(Number);
		return {
			schema: String(row['schemaname']),
			table: String(row['tablename']),
			column: String(row['attname']),
			nulls: Number(row['nulls']),
			distinct: Number(row['distinct_values']),
			common: listOf(row['common']).map((value, at) => ({value: String(value), share: shares[at] ?? 0})),
			bounds: listOf(row['bounds']).map(String),
		};
	});
}

function listOf(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}
