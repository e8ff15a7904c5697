import pg from 'pg';
import {PlanflipError} from '../errors.ts';

/** What a session itself has to say; everything else comes from the server. */
export const sessionLetters = {
	stopped(cause?: unknown): PlanflipError {
		const sqlState = cause instanceof pg.DatabaseError ? cause.code : undefined;
		return new PlanflipError('cancelled', {message: 'the statement was stopped', sqlState, cause});
	},

	lost(server: string): PlanflipError {
		return new PlanflipError('connection', {
			message: 'the connection was lost before this statement; an open transaction was rolled back',
			where: server,
			hint: 'Try again: the next statement connects anew.',
		});
	},

	closed(server: string): PlanflipError {
		return new PlanflipError('connection', {message: 'the session is closed', where: server});
	},
};
