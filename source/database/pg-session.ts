import pg from 'pg';
import {copyInto} from './copy-into.ts';
import {isConnectionLost} from './is-connection-lost.ts';
import {refuseCopy} from './refuse-copy.ts';
import type {Row, Session, SqlValue} from './session.ts';
import {sessionLetters} from './session-letters.ts';
import {translateError} from './translate-error.ts';
import type {Transport} from './transport.ts';
import {within} from './within.ts';

/** How long a server may take to obey a CancelRequest before the connection itself is cut (ms). */
const patienceMs = 5000;

/** A call from when it is made until it is answered; the first one is the one that runs. */
interface Call {
	/** The connection has it. */
	started: boolean;
	/** By cancel(). */
	stopped: boolean;
	/** The era it was made in. */
	readonly era: number;
	readonly settled: Promise<void>;
	readonly settle: () => void;
}

/**
 * The one driver of both engines.
 *
 * A connection lost on the way is replaced at the next call, but never behind anyone's back: calls that were already
 * queued for the old connection are rejected, and so is the first call after a transaction was lost. Otherwise the rest
 * of `BEGIN; DROP INDEX ...; ROLLBACK` would run, and stay, on a fresh connection.
 */
export class PgSession implements Session {
	readonly kind: Session['kind'];
	readonly label: string;
	readonly #transport: Transport;
	#client: pg.Client | null = null;
	#generation = 0;
	/** Goes up whenever a connection is lost; a call belongs to the era it was queued in. */
	#era = 0;
	#tail: Promise<void> = Promise.resolve();
	readonly #calls: Call[] = [];
	#cancelling: Promise<void> | null = null;
	#closing: Promise<void> | null = null;
	#transactionLost = false;
	#lostToCancel = false;

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

	copyIn(sql: string, chunks: AsyncIterable<string> | Iterable<string>): Promise<number> {
		return this.#enqueue(sql, client => copyInto(client, sql, chunks));
	}

	cancel(): Promise<void> {
		const [call] = this.#calls;
		if (call !== undefined && this.#cancelling === null) {
			this.#cancelling = this.#stop(call).finally(() => {
				this.#cancelling = null;
			});
		}

		return this.#cancelling ?? Promise.resolve();
	}

	close(): Promise<void> {
		this.#closing ??= this.#leave();
		return this.#closing;
	}

	#enqueue<T>(sql: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
		const call: Call = {started: false, stopped: false, era: this.#era, ...deferred()};
		this.#calls.push(call);
		const result = this.#tail.then(() => this.#perform(call, sql, work)).finally(() => {
			this.#calls.shift();
			call.settle();
		});
		this.#tail = result.then(ignore, ignore);
		return result;
	}

	async #perform<T>(call: Call, sql: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
		if (!call.stopped) {
			await this.#cancelling?.catch(ignore);
		}

		this.#refuseStale(call.era);
		let client: pg.Client | null = null;
		try {
			client = await this.#connected();
			if (call.stopped) {
				throw sessionLetters.stopped();
			}

			call.started = true;
			return await work(client);
		} catch (error) {
			const lost = isConnectionLost(error);
			if (client !== null && lost) {
				this.#drop(client);
			}

			if (call.stopped && (lost || wasCancelled(error))) {
				throw sessionLetters.stopped(error);
			}

			throw translateError(error, {sql, server: this.label, redact: text => this.#transport.redact(text)});
		}
	}

	/** Rejects a call that was meant for a connection which is gone. */
	#refuseStale(era: number): void {
		if (this.#closing !== null) {
			throw sessionLetters.closed(this.label);
		}

		if (era !== this.#era && this.#lostToCancel) {
			throw sessionLetters.stopped();
		}

		if (era !== this.#era || this.#transactionLost) {
			this.#transactionLost = false;
			throw sessionLetters.lost(this.label);
		}
	}

	async #connected(): Promise<pg.Client> {
		if (this.#client !== null) {
			return this.#client;
		}

		const client = await this.#transport.connect();
		this.#client = client;
		this.#generation += 1;
		client.on('error', () => {
			this.#lose(client);
		});
		client.on('end', () => {
			this.#lose(client);
		});
		return client;
	}

	#lose(client: pg.Client): void {
		if (this.#client !== client) {
			return;
		}

		this.#client = null;
		this.#era += 1;
		const [call] = this.#calls;
		this.#lostToCancel = call?.stopped ?? false;
		this.#transactionLost = call?.started !== true && client.getTransactionStatus() !== 'I';
	}

	#drop(client: pg.Client): void {
		this.#lose(client);
		client.connection.stream.destroy();
	}

	async #stop(call: Call): Promise<void> {
		call.stopped = true;
		const interrupted = call.started;
		const client = this.#client;
		if (client !== null && interrupted) {
			const asked = await within(patienceMs, this.#transport.interrupt(client)).catch(() => false);
			if (!asked || !(await within(patienceMs, call.settled))) {
				this.#drop(client);
			}
		}

		await call.settled;
		if (this.#closing !== null || !interrupted) {
			return;
		}

		const usable = await this.#connected();
		// The request may have come too late for its statement: let it hit an empty one instead of the next.
		await usable.query('').catch(ignore);
	}

	async #leave(): Promise<void> {
		await this.cancel().catch(ignore);
		await this.#tail;
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

function deferred(): {readonly settled: Promise<void>; readonly settle: () => void} {
	let settle = ignore;
	const settled = new Promise<void>(resolve => {
		settle = resolve;
	});
	return {settled, settle};
}
