import {PlanflipError} from '../errors.ts';

const leadingComments = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/;

/**
 * COPY FROM STDIN over the extended protocol leaves driver and server waiting for each other: the driver has sent its
 * Sync before it hears that data is wanted, and Postgres ignores a Sync while it copies.
 */
export function refuseCopy(sql: string): void {
	if (/^copy\b/i.test(sql.replace(leadingComments, ''))) {
		throw new PlanflipError('input', {
			message: 'COPY cannot be run as a query',
			hint: 'Use SELECT, INSERT, UPDATE, DELETE or MERGE: only they have a plan.',
		});
	}
}
