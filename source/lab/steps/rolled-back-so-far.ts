import {PlanflipError} from '../../errors.ts';

export interface RollbackState {
	/** By name. */
	readonly dropped: readonly string[];
	/** The one that was being dropped; null between two. */
	readonly at: string | null;
	/** CONCURRENTLY marks an index INVALID before it waits for whoever uses it. */
	readonly concurrently: boolean;
}

/** The letter of a rollback that did not come to its end: what is dropped, how the index stands that it ended at, and how to go on. */
export function rolledBackSoFar(error: unknown, {dropped, at, concurrently}: RollbackState): unknown {
	if (!(error instanceof PlanflipError) || error.kind === 'bug') {
		return error;
	}

	const stopped = error.kind === 'cancelled';
	const lines = [
		...(stopped || error.hint === undefined ? [] : [error.hint]),
		dropped.length === 0 ? 'Nothing was dropped.' : `Dropped: ${dropped.join(', ')}`,
		...(at !== null && concurrently ? [`${at} may be INVALID now, which Postgres does not use but every write maintains.`] : []),
		'planflip rollback goes on from here.',
	];
	return new PlanflipError(error.kind, {
		message: stopped ? `rollback was stopped${at === null ? '' : ` at ${at}`}.` : at === null ? error.message : `${at} could not be dropped: ${error.message}`,
		where: error.where,
		hint: lines.join('\n'),
		sqlState: error.sqlState,
		cause: error,
	});
}
