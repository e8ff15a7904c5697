import type pg from 'pg';
import type {Session} from './session.ts';

/** How a PostgreSQL is reached: all that differs between the embedded one and a served one. */
export interface Transport {
	readonly kind: Session['kind'];
	readonly label: string;
	/** A new physical connection, ready for use. Rejects with a PlanflipError; at once when the signal is aborted. */
	connect(signal: AbortSignal): Promise<pg.Client>;
	/** Asks for the end of what this connection runs. The running call then rejects by itself, or the connection is lost. */
	interrupt(client: pg.Client): Promise<void>;
	/** Leaves, within a bounded time, whatever the connection is doing. */
	disconnect(client: pg.Client): Promise<void>;
	/** The text as it may be shown: without the password. */
	redact(text: string): string;
}
