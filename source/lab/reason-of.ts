import {PlanflipError} from '../errors.ts';

/** A letter's message; without a connection, or stopped, there is nothing to go on with. */
export function reasonOf(error: unknown): string {
	if (!(error instanceof PlanflipError) || error.kind === 'connection' || error.kind === 'cancelled' || error.kind === 'bug') {
		throw error;
	}

	return error.message;
}
