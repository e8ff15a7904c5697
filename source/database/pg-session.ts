import pg from 'pg';
import type {PlanflipError} from '../errors.ts';
import {type Call, CallQueue} from './call-queue.ts';
import {copyInto} from './copy-into.ts';
import {isConnectionLost} from './is-connection-lost.ts';
import {Pipeline} from './pipeline.ts';
import {refuseCopy} from './refuse-copy.ts';
import type {Row, Session, SqlValue, Statement, TextRow} from './session.ts';
import {sessionLetters} from './session-letters.ts';
import {translateError} from './translate-error.ts';
import type {Transport} from './transport.ts';
import {lossOf} from './what-became.ts';
import {within} from './within.ts';

/** How long a server may take to obey a CancelRequest before the connection itself is cut (ms). */
const patienceMs = 5000;
/** A CancelRequest that was not obeyed so long (ms) is sent again. */
const askAgainMs = 1000;

/**
 * The one driver of both engines.
 *
 * A connection lost on the way stays lost until reconnect(): calls that were queued for it, and calls made without one,
 * are rejected. Otherwise the rest of `BEGIN; DROP INDEX ...; ROLLBACK` would run, and stay, on a fresh connection. Only
 * cancel(), where it costs the connection, comes back with a new one.
 */
export class PgSession implements Session {
	readonly kind: Session['kind'];
	readonly label: string;
	readonly #transport: Transport;
	#client: pg.Client | null = null;
	/** Goes up whenever a connection is lost; a call belongs to the generation it was queued in. */
	#generation = 1;
	readonly #calls = new CallQueue();
	#cancelling: Promise<void> | null = null;
	#closing: Promise<void> | null = null;
	#connecting: Promise<pg.Client> | null = null;
	readonly #leaving = new AbortController();
	/** Why there is no connection; null while there is one, and while cancel() makes a new one. */
	#loss: PlanflipError | null = null;
	readonly #mourners: ((loss: PlanflipError) => void)[] = [];
	#lostToCancel = false;
	/** What ends a statement may end its connection, before the statement is answered or after: until the cancel is over, that is no loss. */
	#interrupting = false;
	readonly #hearers: Parameters<Session['onNotice']>[0][] = [];

	constructor(transport: Transport) {
		this.#transport = transport;
		this.kind = transport.kind;
		this.label = transport.label;
	}

	static async open(transport: Transport): Promise<Session> {
		const session = new PgSession(transport);
		await session.#connected();
		return session;
	}

	get generation(): number {
		return this.#generation;
	}

	query(sql: string, values: readonly SqlValue[] = []): Promise<readonly Row[]> {
		return this.#enqueue(sql, async client => {
			refuseCopy(sql);
			// Without a name, and always extended: the server itself refuses a second statement.
			const statement = {text: sql, values: [...values], queryMode: 'extended'};
			const {rows} = await client.query<Row>(statement);
			return rows;
		});
	}

	script(sql: string): Promise<void> {
		return this.#enqueue(sql, async client => {
			await client.query(sql);
		});
	}

	simple(sql: string): Promise<readonly Row[]> {
		return this.#enqueue(sql, async client => {
			refuseCopy(sql);
			return (await client.query<Row>(sql)).rows;
		});
	}

	pipeline(statements: readonly Statement[], answered: (rows: readonly TextRow[]) => void): Promise<void> {
		const pipeline = new Pipeline(statements, answered);
		return this.#enqueue(() => pipeline.sql, async client => pipeline.on(client));
	}

	undo(sql: string): Promise<void> {
		// What was done on a connection that is gone is undone; its successor must not hear of it.
		if (this.#client === null) {
			return Promise.resolve();
		}

		const call = this.#enqueue(sql, async client => {
			await client.query(sql);
		}, true);
		return call.catch(ignore);
	}

	limited<T>(ms: number, work: () => Promise<T>): Promise<T> {
		return this.#calls.limited(ms, work);
	}

	onLost(listener: (loss: PlanflipError) => void): void {
		this.#mourners.push(listener);
		if (this.#loss !== null) {
			listener(this.#loss);
		}
	}

	onNotice(listener: Parameters<Session['onNotice']>[0]): void {
		this.#hearers.push(listener);
	}

	async reconnect(): Promise<void> {
		await this.#cancelling?.catch(ignore);
		if (this.#closing !== null) {
			throw sessionLetters.closed(this.label);
		}

		await this.#connected();
	}

	copyIn(sql: string, chunks: AsyncIterable<string> | Iterable<string>): Promise<number> {
		return this.#enqueue(sql, client => copyInto(client, sql, chunks));
	}

	cancel(): Promise<void> {
		const call = this.#calls.first;
		if (call !== undefined && this.#cancelling === null) {
			this.#cancelling = this.#stop(call).finally(() => {
				this.#cancelling = null;
			});
		}

		return this.#cancelling ?? Promise.resolve();
	}

	close(): Promise<void> {
		this.#leaving.abort();
		this.#closing ??= this.#leave();
		return this.#closing;
	}

	#enqueue<T>(sql: string | (() => string), work: (client: pg.Client) => Promise<T>, undoes = false): Promise<T> {
		return this.#calls.add({generation: this.#generation, undoes}, call => this.#perform(call, sql, work));
	}

	async #perform<T>(call: Call, sql: string | (() => string), work: (client: pg.Client) => Promise<T>): Promise<T> {
		if (!call.stopped) {
			await this.#cancelling?.catch(ignore);
		}

		const client = this.#clientFor(call);
		let timer: NodeJS.Timeout | undefined;
		try {
			call.started = true;
			timer = call.limitMs === null ? undefined : setTimeout(() => {
				this.#drop(client, sessionLetters.silent(this.label, call.limitMs ?? 0));
			}, call.limitMs);
			return await work(client);
		} catch (error) {
			const lost = isConnectionLost(error);
			const sent = typeof sql === 'string' ? sql : sql();
			const letter = translateError(error, {sql: sent, server: this.label, redact: text => this.#transport.redact(text)});
			if (lost || call.undoes) {
				this.#drop(client, error);
			}

			if (call.stopped && (lost || wasCancelled(error))) {
				throw sessionLetters.stopped(error);
			}

			// Why the connection went is known better to whoever saw it first: the driver only knows that it is gone.
			throw lost && this.#loss !== null ? lossOf(this.#loss, sent) : letter;
		} finally {
			clearTimeout(timer);
		}
	}

	/** Rejects a call that is not wanted any more, or was meant for a connection which is gone. */
	#clientFor({generation, stopped}: Call): pg.Client {
		if (this.#closing !== null) {
			throw sessionLetters.closed(this.label);
		}

		if (stopped || (generation !== this.#generation && this.#lostToCancel)) {
			throw sessionLetters.stopped();
		}

		if (generation !== this.#generation || this.#client === null) {
			throw sessionLetters.lost(this.label, this.#loss ?? undefined);
		}

		return this.#client;
	}

	#connected(): Promise<pg.Client> {
		if (this.#client !== null) {
			return Promise.resolve(this.#client);
		}

		this.#connecting ??= this.#connect().finally(() => {
			this.#connecting = null;
		});
		return this.#connecting;
	}

	async #connect(): Promise<pg.Client> {
		const client = await this.#transport.connect(this.#leaving.signal);
		if (this.#closing !== null) {
			await this.#transport.disconnect(client).catch(ignore);
			throw sessionLetters.closed(this.label);
		}

		this.#client = client;
		this.#loss = null;
		client.on('notice', ({code = '', message = ''}) => {
			for (const hearer of this.#hearers) {
				hearer({sqlState: code, message});
			}
		});
		client.on('error', error => {
			this.#lose(client, error);
		});
		client.on('end', () => {
			this.#lose(client, new Error('Connection terminated'));
		});
		return client;
	}

	#lose(client: pg.Client, reason: unknown): void {
		if (this.#client !== client) {
			return;
		}

		this.#client = null;
		this.#generation += 1;
		this.#lostToCancel = this.#interrupting || (this.#calls.first?.stopped ?? false);
		if (!this.#lostToCancel) {
			this.#mourn(reason);
		}
	}

	#mourn(reason: unknown): void {
		if (this.#closing !== null) {
			return;
		}

		const loss = translateError(reason, {server: this.label, redact: text => this.#transport.redact(text)});
		this.#loss = loss;
		for (const mourner of this.#mourners) {
			mourner(loss);
		}
	}

	#drop(client: pg.Client, reason: unknown): void {
		this.#lose(client, reason);
		client.connection.stream.destroy();
	}

	/**
	 * Asks until it is obeyed: PostgreSQL with LLVM loses a cancel that comes while it compiles a query (JIT, seen on Debian's 15).
	 * Whether the call has ended.
	 */
	async #interrupt(client: pg.Client, call: Call): Promise<boolean> {
		for (let waited = 0; waited < patienceMs; waited += askAgainMs) {
			const asked = await within(patienceMs, this.#transport.interrupt(client)).catch(() => false);
			if (!asked) {
				return false;
			}

			if (await within(askAgainMs, call.settled)) {
				return true;
			}
		}

		return false;
	}

	async #stop(call: Call): Promise<void> {
		if (call.undoes) {
			await call.settled;
			return;
		}

		call.stopped = true;
		this.#interrupting = call.started;
		try {
			await this.#end(call);
		} finally {
			this.#interrupting = false;
		}
	}

	async #end(call: Call): Promise<void> {
		const interrupted = call.started;
		const client = this.#client;
		if (client !== null && interrupted) {
			if (!(await this.#interrupt(client, call))) {
				this.#drop(client, sessionLetters.silent(this.label, patienceMs));
			}
		}

		await call.settled;
		if (this.#closing !== null || !interrupted || this.#loss !== null) {
			return;
		}

		try {
			const usable = await this.#connected();
			// The request may have come too late for its statement: let it hit an empty one instead of the next.
			await usable.query('').catch(ignore);
			// Or have taken the connection with it only now.
			await this.#connected();
		} catch (error) {
			this.#mourn(error);
			throw error;
		}
	}

	async #leave(): Promise<void> {
		await this.cancel().catch(ignore);
		await this.#calls.ended();
		const client = this.#client;
		this.#client = null;
		if (client !== null) {
			await this.#transport.disconnect(client).catch(ignore);
		}
	}
}

function wasCancelled(error: unknown): boolean {
	return error instanceof pg.DatabaseError && error.code === '57014';
}

function ignore(): void {
	// The one who waits for this promise hears of its error.
}
