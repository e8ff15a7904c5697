import {PlanflipError} from '../errors.ts';

/** While DROP waits for its lock, every other statement on the table queues behind it: give up before anybody notices (ms). */
export const lockTimeoutMs = 100;

/** Somebody held a lock longer than lockTimeoutMs. */
export const lockNotAvailable = '55P03';

/** Nothing is wrong with what was asked for: later it can be had. */
export class LockBusyError extends PlanflipError {}

/** The letter when the second try met the same lock. */
export function lockBusy(cause: unknown): LockBusyError {
	return new LockBusyError('permission', {
		message: `another session holds a lock that the flip needs; planflip waited ${lockTimeoutMs} ms, twice, and gave way`,
		hint: 'try again when that session is done; nothing was changed',
		cause,
	});
}
