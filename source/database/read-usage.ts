import {listIndexes} from './list-indexes.ts';
import {readTopStatements} from './read-top-statements.ts';
import type {Row, Session} from './session.ts';
import type {IndexUsage, StatisticsAge, TableUsage, UsageSnapshot} from './usage.ts';

/** Milliseconds since 1970, as a Date is made of. */
const epoch = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;

const ageSql = `select
	${epoch('pg_catalog.clock_timestamp()')} as now,
	${epoch('d.stats_reset')} as reset,
	${epoch('pg_catalog.pg_postmaster_start_time()')} as started,
	pg_catalog.pg_is_in_recovery() as standby,
	d.blks_hit::float8 as hit, d.blks_read::float8 as read,
	pg_catalog.current_setting('track_counts') = 'on' as counting
	from pg_catalog.pg_stat_database as d where d.datname = pg_catalog.current_database()`;

// last_idx_scan is new in 16: a column that is not there is no key of the row's JSON, where its name would be an error.
const indexSql = `select
	i.indexrelid::int8 as oid,
	coalesce(u.idx_scan, 0)::float8 as scans, coalesce(u.idx_tup_read, 0)::float8 as entries, coalesce(u.idx_tup_fetch, 0)::float8 as fetched,
	${epoch("(pg_catalog.to_jsonb(u) ->> 'last_idx_scan')::timestamptz")} as last,
	coalesce(b.idx_blks_hit, 0)::float8 as hit, coalesce(b.idx_blks_read, 0)::float8 as read,
	i.indisreplident as identity,
	array(select k.conname from pg_catalog.pg_constraint as k where k.conindid = i.indexrelid and k.contype = 'f' and k.conparentid = 0 order by 1)::text[] as keys
	from pg_catalog.pg_index as i
	left join pg_catalog.pg_stat_user_indexes as u on u.indexrelid = i.indexrelid
	left join pg_catalog.pg_statio_user_indexes as b on b.indexrelid = i.indexrelid`;

const vacuumed = 'greatest(s.last_vacuum, s.last_autovacuum)';
const analyzed = 'greatest(s.last_analyze, s.last_autoanalyze)';

/** Counters that were lost, by a crash or a restored backup, say 0 rows of the largest table: what the planner takes it for outlives them. */
const tableSql = `select
	s.schemaname as schema, s.relname as name,
	case when not counted then greatest(c.reltuples, 0) else s.n_live_tup end::float8 as rows, case when counted then s.n_dead_tup end::float8 as dead, s.n_mod_since_analyze::float8 as modified,
	s.seq_scan::float8 as seq_scans, s.seq_tup_read::float8 as seq_rows, coalesce(s.idx_scan, 0)::float8 as index_scans,
	s.n_tup_ins::float8 as inserted, s.n_tup_upd::float8 as updated, s.n_tup_hot_upd::float8 as hot, s.n_tup_del::float8 as deleted,
	${epoch(vacuumed)} as vacuum,
	${epoch(analyzed)} as analyze,
	coalesce(pg_catalog.pg_table_size(s.relid), 0)::float8 as bytes, coalesce(pg_catalog.pg_indexes_size(s.relid), 0)::float8 as index_bytes,
	coalesce(b.heap_blks_hit, 0)::float8 as hit, coalesce(b.heap_blks_read, 0)::float8 as read
	from pg_catalog.pg_stat_user_tables as s
	join pg_catalog.pg_class as c on c.oid = s.relid and c.relkind in ('r', 'm')
	left join pg_catalog.pg_statio_user_tables as b on b.relid = s.relid
	cross join lateral (select s.n_live_tup + s.n_dead_tup + s.n_mod_since_analyze + s.n_tup_del > 0 or ${analyzed} is not null or ${vacuumed} is not null as counted) as known
	where s.schemaname not like 'pg\\_%'
	order by 1, 2`;

/** Reads every counter there is: four round trips, no lock, no right but to connect. Changes nothing. */
export async function readUsage(session: Session): Promise<UsageSnapshot> {
	const [age = {}] = await session.query(ageSql);
	const counters = new Map((await session.query(indexSql)).map(row => [Number(row['oid']), row]));
	const indexes = (await listIndexes(session)).map((index): IndexUsage => {
		const row = counters.get(index.oid ?? 0) ?? {};
		return {
			...index,
			scans: numberOf(row['scans']),
			entriesRead: numberOf(row['entries']),
			rowsFetched: numberOf(row['fetched']),
			lastScan: dateOf(row['last']),
			hit: numberOf(row['hit']),
			read: numberOf(row['read']),
			replicaIdentity: row['identity'] === true,
			foreignKeys: textsOf(row['keys']),
		};
	});
	return {kind: 'UsageSnapshot', age: ageOf(age), indexes, tables: (await session.query(tableSql)).map(tableOf), statements: await readTopStatements(session)};
}

function ageOf(row: Row): StatisticsAge {
	return {
		now: dateOf(row['now']) ?? new Date(0),
		reset: dateOf(row['reset']),
		serverStarted: dateOf(row['started']) ?? new Date(0),
		standby: row['standby'] === true,
		hit: numberOf(row['hit']),
		read: numberOf(row['read']),
		counting: row['counting'] === true,
	};
}

function tableOf(row: Row): TableUsage {
	return {
		schema: String(row['schema']),
		name: String(row['name']),
		rows: numberOf(row['rows']),
		deadRows: row['dead'] === null ? null : numberOf(row['dead']),
		modifiedSinceAnalyze: numberOf(row['modified']),
		seqScans: numberOf(row['seq_scans']),
		seqRows: numberOf(row['seq_rows']),
		indexScans: numberOf(row['index_scans']),
		written: {inserted: numberOf(row['inserted']), updated: numberOf(row['updated']), hot: numberOf(row['hot']), deleted: numberOf(row['deleted'])},
		lastVacuum: dateOf(row['vacuum']),
		lastAnalyze: dateOf(row['analyze']),
		bytes: numberOf(row['bytes']),
		indexBytes: numberOf(row['index_bytes']),
		hit: numberOf(row['hit']),
		read: numberOf(row['read']),
	};
}

function numberOf(value: unknown): number {
	return value === null || value === undefined ? 0 : Number(value);
}

function dateOf(value: unknown): Date | null {
	return typeof value === 'number' ? new Date(value) : null;
}

function textsOf(value: unknown): readonly string[] {
	return Array.isArray(value) ? value.map(String) : [];
}
