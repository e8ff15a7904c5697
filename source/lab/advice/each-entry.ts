import {PlanflipError} from '../../errors.ts';
import type {Failure} from './advice.ts';
import {FailedEntries} from './failed-entries.ts';

/**
 * Asks something of all entries at once, and waits for all the answers, whatever becomes of some.
 * @throws FailedEntries when some cannot be answered; what would end all the others, too, as it is
 */
export async function eachEntry<Entry extends {readonly name: string}, Answer>(entries: readonly Entry[], signal: AbortSignal, ask: (entry: Entry) => Promise<Answer>): Promise<readonly Answer[]> {
	const results = await Promise.allSettled(entries.map(async entry => ask(entry)));
	const answers: Answer[] = [];
	const failures: Failure[] = [];
	for (const [at, result] of results.entries()) {
		if (result.status === 'fulfilled') {
			answers.push(result.value);
		} else if (isItsOwn(result.reason, signal)) {
			failures.push({entry: entries[at]?.name ?? '', error: result.reason});
		} else {
			throw result.reason;
		}
	}

	if (failures.length > 0) {
		throw new FailedEntries(failures);
	}

	return answers;
}

/** Whether a failure concerns nothing but the entry: without a connection, or stopped by the user, everything else would fail alike. */
export function isItsOwn(error: unknown, signal: AbortSignal): boolean {
	return !signal.aborted && error instanceof PlanflipError && error.kind !== 'connection' && error.kind !== 'bug';
}
