import type {ServerSettings} from './server-settings.ts';
import type {Session} from './session.ts';

const names = [
	'max_parallel_workers_per_gather', 'max_parallel_workers', 'track_io_timing', 'statement_timeout', 'lock_timeout', 'transaction_timeout',
	'idle_in_transaction_session_timeout', 'client_connection_check_interval', 'default_transaction_read_only', 'shared_preload_libraries', 'jit', 'application_name',
];

/**
 * An index built over broken HOT chains (indcheckxmin) may be used by snapshots that are younger than its pg_index row only.
 * https://www.postgresql.org/docs/current/catalog-pg-index.html; xmin is compared as the 32 bits that it is.
 */
const tooYoung = `select pg_catalog.format('%I.%I', n.nspname, c.relname) as name
	from pg_catalog.pg_index as i
	join pg_catalog.pg_class as c on c.oid = i.indexrelid
	join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
	where i.indcheckxmin and i.indisvalid
		and pg_catalog.age(i.xmin) <= (pg_catalog.txid_snapshot_xmax(pg_catalog.txid_current_snapshot()) - pg_catalog.txid_snapshot_xmin(pg_catalog.txid_current_snapshot()))
	order by 1`;

export async function readServerSettings(session: Session): Promise<ServerSettings> {
	const settings = await session.query('select name, pg_catalog.current_setting(name) as value from pg_catalog.pg_settings where name = any($1::text[])', [`{${names.join(',')}}`]);
	const [statements] = await session.query('select exists (select from pg_catalog.pg_extension where extname = \'pg_stat_statements\') as there');
	// age() of a row's xmin needs a transaction id, which a standby does not hand out; there nobody builds indexes either.
	const young = await session.query(tooYoung).catch(() => []);
	return {
		settings: new Map(settings.map(({name, value}) => [String(name), String(value)])),
		statements: statements?.['there'] === true,
		tooYoung: young.map(({name}) => String(name)),
	};
}
