import pg from 'pg';
import {PlanflipError} from '../errors.ts';

/** What a session itself has to say; everything else comes from the server. */
export const sessionLetters = {
	stopped(cause?: unknown): PlanflipError {
		const sqlState = cause instanceof pg.DatabaseError ? cause.code : undefined;
		return new PlanflipError('cancelled', {message: 'the statement was stopped', sqlState, cause});
	},

	/** @param loss - what is known of how it went */
	lost(server: string, loss?: PlanflipError): PlanflipError {
		return new PlanflipError('connection', {
			message: loss === undefined ? 'the connection was lost before this statement' : `the connection is lost: ${loss.message}`,
			where: server,
			hint: loss?.hint ?? 'What it had begun was rolled back. Try again.',
			cause: loss,
		});
	},

	/** @param ms - how long it was waited for */
	silent(server: string, ms: number): PlanflipError {
		return new PlanflipError('connection', {
			message: `the server has not answered for ${Math.round(ms / 1000)} s`,
			where: server,
			hint: 'Check the network, a VPN, the firewall; what was begun is rolled back.',
		});
	},

	closed(server: string): PlanflipError {
		return new PlanflipError('connection', {message: 'the session is closed', where: server});
	},
};
