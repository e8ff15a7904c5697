import type {PlanflipError} from '../errors.ts';

export type SqlValue = string | number | boolean | null;
export type Row = Readonly<Record<string, unknown>>;

/** One statement with the values it is bound to. */
export interface Statement {
	readonly sql: string;
	readonly values?: readonly SqlValue[];
}

/** Values as the server printed them. */
export type TextRow = ReadonlyArray<string | null>;

/**
 * One physical connection to a PostgreSQL, embedded or served. Everything that switches an index is per connection
 * (SET LOCAL, HypoPG, rolled-back DDL), so there is exactly one, and it is private to planflip.
 *
 * All methods queue: a call starts when the one before it ended. Every error is a PlanflipError: `connection` when the
 * server went away, `cancelled` after cancel(), `permission` for SQLSTATE 42501 and 28xxx, `input` for other errors of a statement.
 */
export interface Session {
	readonly kind: 'pglite' | 'server';
	/** For the screen: `PGlite (embedded)` or `user@host:5432/database`; never a password. */
	readonly label: string;
	/** Goes up as soon as the physical connection is lost: whatever was set on it is gone, and calls made from now on are for the next one. */
	readonly generation: number;
	/** One statement over the extended protocol (the server itself refuses a second one), never a named prepared statement. */
	query(sql: string, values?: readonly SqlValue[]): Promise<readonly Row[]>;
	/** Statements of our own, separated by semicolons, over the simple protocol: one round trip. Never user input. */
	script(sql: string): Promise<void>;
	/**
	 * One statement over the simple protocol, which knows no values. Would run several too: the caller has made sure, by asking the
	 * server, that it is one.
	 */
	simple(sql: string): Promise<readonly Row[]>;
	/**
	 * Statements one after the other in one round trip, each over the extended protocol like query(). Told of each that was answered; the first that
	 * fails is the last, and the one that the rejection is about.
	 */
	pipeline(statements: readonly Statement[], answered: (rows: readonly TextRow[]) => void): Promise<void>;
	/** COPY ... FROM STDIN in text format; returns rows loaded. */
	copyIn(sql: string, chunks: AsyncIterable<string> | Iterable<string>): Promise<number>;
	/**
	 * A script that takes back what calls before it did (ROLLBACK). cancel() waits for it instead of stopping it; where it
	 * fails, or is not answered within 10 s, the connection is cut, and the server rolls back by itself. Does nothing where
	 * the connection is lost. Never rejects.
	 */
	undo(sql: string): Promise<void>;
	/** Calls made while this work is done are answered within `ms`, or the connection is taken for lost. */
	limited<T>(ms: number, work: () => Promise<T>): Promise<T>;
	/** Told why, at once, when the connection is lost (or is already); also while nothing runs. Not told of what cancel() and close() do. */
	onLost(listener: (loss: PlanflipError) => void): void;
	/** Told of every NOTICE and WARNING of the server's, with its SQLSTATE. */
	onNotice(listener: (notice: {readonly sqlState: string; readonly message: string}) => void): void;
	/** A new physical connection in the place of a lost one: until then, every call is rejected. Does nothing where there is one. */
	reconnect(): Promise<void>;
	/**
	 * Stops what runs now, on the server itself: CancelRequest on a served PostgreSQL; on PGlite, which cannot be
	 * interrupted, the worker is stopped and the data folder reopened. Resolves when the session is usable again.
	 * Does nothing when nothing runs.
	 */
	cancel(): Promise<void>;
	/** Rolls back whatever is open and leaves. Never throws. */
	close(): Promise<void>;
}
