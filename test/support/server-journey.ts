import {beforeAll} from 'vitest';
import pg from 'pg';
import type {NativeEngine} from './engines.ts';
import type {Journey} from './journey.ts';
import type {NativeServer} from './native-server.ts';

export type Row = Readonly<Record<string, unknown>>;

/** A native server as journeys use it: databases to point the program at, and a look at what it left behind. */
export interface ServerJourney {
	/** A database of its own; `theCopy` has the small Copy as planflip made it. */
	readonly database: (content?: 'empty' | 'theCopy') => Promise<string>;
	/** Over TCP, the superuser without a password unless told otherwise. */
	readonly url: (database: string, credentials?: string) => string;
	/** What the superuser reads, in a connection of its own. */
	readonly ask: (database: string, sql: string) => Promise<readonly Row[]>;
	/** Backends of planflip's in a database that are doing something or hold a lock: none when it is gone, or waits for a key. */
	readonly traces: (database: string) => Promise<readonly Row[]>;
	/** Every index of The Copy's tables with the version of its row in pg_index: a flip that outlived its transaction shows. */
	readonly indexes: (database: string) => Promise<readonly Row[]>;
}

/** Use inside of withNativeServer: the first thing it does there is to let planflip make The Copy once. */
export function serverJourney(native: NativeEngine, {piped}: Journey): ServerJourney {
	const filled = `${native.database}_the_copy`;
	let count = 0;
	const url = (database: string, credentials: string = native.server.user) => `postgres://${credentials}@localhost:${native.server.port}/${database}`;
	const ask = async (database: string, sql: string) => askServer(native.server, database, sql);
	beforeAll(async () => {
		await native.server.run(`create database ${filled}`);
		const made = await piped(['run', 'user-by-id', '--runs', '1', '--yes'], {env: {DATABASE_URL: url(filled)}});
		if (made.code !== 0) {
			throw new Error(`planflip did not make The Copy: ${made.stderr}`);
		}
	});
	return {
		url,
		ask,
		async database(content = 'empty') {
			count += 1;
			const name = `${native.database}_${count}`;
			await native.server.run(`create database ${name}${content === 'theCopy' ? ` template ${filled}` : ''}`);
			return name;
		},
		traces: async database => ask(database, `
			select state, query, (select count(*)::int from pg_locks where pg_locks.pid = activity.pid) as locks
			from pg_stat_activity as activity
			where application_name = 'planflip' and datname = current_database()
				and (state <> 'idle' or exists (select from pg_locks where pg_locks.pid = activity.pid))`),
		indexes: async database => ask(database, `
			select indexrelid::regclass::text as name, indisvalid, indisready, indislive, pg_index.xmin::text
			from pg_index join pg_class on pg_class.oid = indrelid
			where relnamespace = 'public'::regnamespace order by 1`),
	};
}

/** What the superuser reads, in a connection of its own. */
export async function askServer({folder, port, user}: NativeServer, database: string, sql: string): Promise<readonly Row[]> {
	const client = new pg.Client({host: folder, port, user, database});
	await client.connect();
	try {
		return (await client.query<Row>(sql)).rows;
	} finally {
		await client.end();
	}
}
