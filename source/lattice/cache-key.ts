import type {SqlValue} from '../database/session.ts';
import type {Toggle} from './toggle.ts';

/** What the planner knows of a table; as pg_class and the statistics have it. */
export interface TableFacts {
	readonly table: string;
	readonly rows: number;
	readonly pages: number;
	/** By ANALYZE or autovacuum; null: never, or not told. */
	readonly analyzed: Date | null;
}

export interface CacheGrounds {
	readonly sql: string;
	/** As they are bound; null is NULL, undefined is not known. */
	readonly values: ReadonlyArray<SqlValue | undefined>;
	/** All tables that the plans read. */
	readonly tables: readonly TableFacts[];
	/** Of all settings that the planner heeds. */
	readonly settings: string;
	/** With their definitions, in the order of their bits. */
	readonly toggles: ReadonlyArray<Pick<Toggle, 'key'> & {readonly definition: string}>;
}

/** Equal keys = the same answers. A table that grew, shrank or was analysed has another. */
export function cacheKey({sql, values, tables, settings, toggles}: CacheGrounds): string {
	return JSON.stringify([
		oneSpaced(sql),
		values.map(value => value === undefined ? ['not known'] : [typeof value, value]),
		tables.map(({table, rows, pages, analyzed}) => [table, rows, pages, analyzed?.getTime() ?? null]).toSorted((a, b) => String(a[0]) < String(b[0]) ? -1 : 1),
		settings,
		toggles.map(({key, definition}) => [key, definition]),
	]);
}

/** What is quoted, or a comment: between these, white space means what it says. */
const marks = /['"]|--|\/\*|\$(?!\d)/;

/** The same statement on one line, as operations and queries have it in different shapes. */
function oneSpaced(sql: string): string {
	return marks.test(sql) ? sql : sql.trim().replace(/\s+/g, ' ');
}
