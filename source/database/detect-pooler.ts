import {PlanflipError} from '../errors.ts';
import {within} from './within.ts';

/** A connection, as far as it takes to tell whose it is. */
export interface Witness {
	/** One statement; the first column of its first row. */
	ask(sql: string): Promise<unknown>;
}

/**
 * nothing: the connection ends at the server. private: something is in between, and gives each client a connection of its
 * own (pgbouncer in session mode). shared: it hands out connections by transaction or statement.
 */
export type Between = 'nothing' | 'private' | 'shared';

export interface PoolerGrounds {
	/** The process number that came with BackendKeyData at the start; null where none came. */
	readonly announced: number | null;
	readonly mine: Witness;
	/** One more connection the same way; whoever asked for it need not close it. */
	readonly another: () => Promise<Witness>;
}

/** Process numbers repeat, on other machines behind a balancer or after a while; with the time of its start, a backend is that one. */
const backend = 'select pid || \' \' || backend_start from pg_catalog.pg_stat_activity where pid = pg_catalog.pg_backend_pid()';
/** A busy pooler may give the other one some connection that was never ours. */
const rounds = 5;
/** Whoever waits longer for a connection of his own is not given ours. */
const patienceMs = 2000;

/**
 * A server announces its backend's own number, always: then nothing is in between, and this costs one question. A pooler
 * makes a number up. It shares connections for certain when two clients, both connected, are served by the same backend,
 * or one client by two; a pooler in session mode does neither, ever, so there are no false alarms.
 */
export async function detectPooler({announced, mine, another}: PoolerGrounds): Promise<Between> {
	if (await mine.ask('select pg_catalog.pg_backend_pid()') === announced) {
		return 'nothing';
	}

	const seen = new Set([await mine.ask(backend)]);
	const other = await another().catch(() => null);
	for (let round = 0; round < rounds; round++) {
		seen.add(await mine.ask(backend));
		if (seen.size > 1 || (other !== null && await isServedBy(other, seen))) {
			return 'shared';
		}
	}

	return 'private';
}

async function isServedBy(other: Witness, seen: ReadonlySet<unknown>): Promise<boolean> {
	let served: unknown = null;
	const look = async () => {
		// The transaction keeps the backend from going round while it is asked.
		await other.ask('begin');
		served = await other.ask(backend);
		await other.ask('rollback');
	};

	try {
		return await within(patienceMs, look()) && seen.has(served);
	} catch (error) {
		return error instanceof Error && /statement pooling/i.test(error.message);
	}
}

/** Why planflip does not work through such a pooler, and what to do. */
export function sharedPoolerLetter(server: string): PlanflipError {
	return new PlanflipError('connection', {
		message: 'a connection pooler stands in between and shares the server\'s connections by transaction or statement: what planflip sets on one could hit others, and be missing here',
		where: server,
		hint: 'Connect to the PostgreSQL server itself, or let the pooler serve this user in session mode (pgbouncer: pool_mode = session).',
	});
}
