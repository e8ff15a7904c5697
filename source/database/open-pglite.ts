import pg from 'pg';
import {PgSession} from './pg-session.ts';
import {PgliteThread, type PgliteOptions} from './pglite-thread.ts';
import type {Session} from './session.ts';
import {valueTypes} from './value-types.ts';

/** From the first message to the last of the handshake, some milliseconds of computing: a machine under load may take a while to come to it. */
const connectMs = 120_000;

/**
 * PostgreSQL inside the program, on a thread of its own. After cancel() the generation is a new one and a database in
 * memory is an empty one; a folder holds everything that was committed. Two programs must not open the same folder:
 * PGlite does not notice. Rejects with a PlanflipError (`connection`) when the folder holds no usable database.
 */
export async function openPglite(options: PgliteOptions): Promise<Session> {
	let thread: PgliteThread | null = null;
	return PgSession.open({
		kind: 'pglite',
		label: 'PGlite (embedded)',
		redact: text => text,

		async connect(signal) {
			// Whatever is left of the one before must not hold the folder.
			await thread?.stop();
			const started = await PgliteThread.start(options, signal);
			thread = started;
			// Its own defaults would come from PG* variables that are meant for a server.
			const client = new pg.Client({
				stream: () => started.stream(),
				user: 'postgres',
				database: 'postgres',
				password: 'unused',
				ssl: false,
				sslnegotiation: 'postgres',
				connectionTimeoutMillis: connectMs,
				types: valueTypes,
			});
			try {
				await client.connect();
				return client;
			} catch (error) {
				await started.stop();
				throw error;
			}
		},

		async interrupt() {
			await thread?.stop();
		},

		async disconnect(client) {
			await client.end();
			await thread?.close();
		},
	});
}
