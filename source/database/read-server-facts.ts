import {readVersion} from './read-version.ts';
import type {ServerFacts} from './server-facts.ts';
import type {Session} from './session.ts';

const probe = `select
	pg_catalog.version() as version,
	pg_catalog.current_setting('server_version') as release,
	pg_catalog.current_database()::text as database,
	current_user::text as user,
	pg_catalog.current_setting('is_superuser') = 'on' as superuser,
	pg_catalog.pg_is_in_recovery() as recovering,
	pg_catalog.current_setting('transaction_read_only') = 'on' as readonly,
	(select count(*)::int from pg_catalog.pg_stat_activity
		where datname = pg_catalog.current_database() and backend_type = 'client backend' and pid <> pg_catalog.pg_backend_pid()) as others`;

/** Rejects with a `connection` PlanflipError for a server older than PostgreSQL 13. */
export async function readServerFacts(session: Pick<Session, 'kind' | 'label' | 'query'>): Promise<ServerFacts> {
	const versionNumber = await readVersion(session);
	const [row = {}] = await session.query(probe);
	return {
		// Debian's says `18.4 (Debian 18.4-1.pgdg12+1)`.
		version: `PostgreSQL ${String(row['release']).split(' ')[0] ?? ''}`,
		versionNumber,
		engine: session.kind === 'pglite' || /emscripten/i.test(String(row['version'])) ? 'pglite' : 'server',
		database: String(row['database']),
		user: String(row['user']),
		superuser: row['superuser'] === true,
		inRecovery: row['recovering'] === true,
		otherBackends: Number(row['others']),
		readOnly: row['readonly'] === true,
	};
}
