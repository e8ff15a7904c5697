import pg from 'pg';

/**
 * States after which Postgres closes the connection, whatever its severity is called in the server's language:
 * 57P01-57P05 shutdown, crash, starting up, dropped database, idle session timeout, 25P03
 * idle_in_transaction_session_timeout, 25P04 transaction_timeout (17). Not class 08: a statement that is bound with too
 * few values is a protocol violation (08P01), and only that.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const fatalStates = /^(?:57P0[1-5]|25P0[34])$/;
const socketCodes = new Set(['ECONNRESET', 'EPIPE', 'ECONNREFUSED', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END', 'ERR_STREAM_PREMATURE_CLOSE']);
const pgWords = /^(?:Connection terminated|Client has encountered a connection error|Client was closed)/;

/** Whether the connection that said this is of no more use. */
export function isConnectionLost(error: unknown): boolean {
	if (error instanceof pg.DatabaseError) {
		return fatalStates.test(error.code ?? '') || error.severity === 'FATAL' || error.severity === 'PANIC';
	}

	if (!(error instanceof Error)) {
		return false;
	}

	const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
	return socketCodes.has(code) || pgWords.test(error.message);
}
