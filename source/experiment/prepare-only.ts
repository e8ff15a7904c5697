import type {Session} from '../database/session.ts';
import {locateError} from './locate-error.ts';
import type {Subject} from './run.ts';

const name = 'planflip_check';

/** Lets the server parse a statement and look up its names, no more: for those without values that it cannot plan. Rejects with its letter. */
export async function prepareOnly(session: Pick<Session, 'query' | 'undo'>, subject: Subject): Promise<void> {
	await session.query('BEGIN TRANSACTION READ ONLY');
	try {
		await session.query(`PREPARE ${name} AS\n${subject.sql}`);
		// A prepared statement outlives its transaction.
		await session.query(`DEALLOCATE ${name}`);
	} catch (error) {
		throw locateError(error, subject);
	} finally {
		await session.undo('ROLLBACK');
	}
}
