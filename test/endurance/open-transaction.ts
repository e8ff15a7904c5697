import type pg from 'pg';

/** What planflip's backend is in the middle of: `null` when it is in no transaction, or ending one. */
export type OpenTransaction = 'in a statement' | 'between two statements' | null;

export async function openTransaction(client: pg.Client, database: string): Promise<OpenTransaction> {
	const {rows} = await client.query<{state: string; query: string}>(`
		select state, query from pg_stat_activity
		where application_name = 'planflip' and datname = $1 and xact_start is not null and state <> 'idle'`, [database]);
	const [row] = rows;
	if (row === undefined || row.query.startsWith('ROLLBACK')) {
		return null;
	}

	// A single SELECT of ours (server facts, the indexes there are) is a transaction too, but no flip's.
	return row.state === 'active' ? (/^(?:\/\*[^]*?\*\/\s*)?(?:EXPLAIN|BEGIN|SAVEPOINT|DROP|UPDATE|CREATE|SELECT \S+\.hypopg_)/i.test(row.query) ? 'in a statement' : null) : 'between two statements';
}

/** Backends of planflip's in that database, and locks on its tables that are not this client's. */
export async function remains(client: pg.Client, database: string): Promise<readonly unknown[]> {
	const {rows} = await client.query<Readonly<Record<string, unknown>>>(`
		select pid, state, query, null as lock from pg_stat_activity where application_name = 'planflip' and datname = $1
		union all
		select pid, null, relation::regclass::text, mode from pg_locks
		where locktype = 'relation' and database = (select oid from pg_database where datname = $1)
			and pid <> pg_backend_pid() and relation >= 16384
			and not exists (select from pg_stat_activity where pg_stat_activity.pid = pg_locks.pid and backend_type <> 'client backend')`, [database]);
	return rows;
}
