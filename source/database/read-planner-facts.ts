import type {Session} from './session.ts';

/** What the planner knows of a table besides its columns' statistics. */
export interface PlannerTable {
	readonly schema: string;
	readonly name: string;
	/** reltuples; -1 before the first ANALYZE or VACUUM. */
	readonly rows: number;
	/** relpages, of 8 kB. */
	readonly pages: number;
	/** The last ANALYZE, by whomever; null: never, or not since the counters were reset. */
	readonly analyzed: Date | null;
}

export interface PlannerFacts {
	readonly tables: readonly PlannerTable[];
	/** The md5 of every setting that the planner heeds. */
	readonly settings: string;
}

/** Of the user's tables; one round trip. What a trial sets for itself (timeouts, read-only) is not among the settings. */
export async function readPlannerFacts(session: Pick<Session, 'query'>): Promise<PlannerFacts> {
	const rows = await session.query(`
		select n.nspname as schema, c.relname as name, c.reltuples::float8 as rows, c.relpages as pages,
			(extract(epoch from greatest(s.last_analyze, s.last_autoanalyze)) * 1000)::float8 as analyzed,
			(select pg_catalog.md5(pg_catalog.string_agg(g.name || '=' || g.setting, ' ' order by g.name))
				from pg_catalog.pg_settings as g
				where g.category like 'Query Tuning%'
					or g.name in ('search_path', 'work_mem', 'hash_mem_multiplier', 'effective_io_concurrency', 'max_parallel_workers', 'max_parallel_workers_per_gather')) as settings
		from pg_catalog.pg_class as c
		join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
		left join pg_catalog.pg_stat_user_tables as s on s.relid = c.oid
		where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'
		order by 1, 2`);
	const settings = rows[0]?.['settings'];
	return {
		tables: rows.map(row => ({
			schema: String(row['schema']),
			name: String(row['name']),
			rows: Number(row['rows']),
			pages: Number(row['pages']),
			analyzed: row['analyzed'] === null ? null : new Date(Number(row['analyzed'])),
		})),
		settings: typeof settings === 'string' ? settings : '',
	};
}
