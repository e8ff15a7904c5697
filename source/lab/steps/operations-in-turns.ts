import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import type {Laboratory} from '../laboratory.ts';

/** With which indexes operations take turns. */
export interface OperationsInTurns {
	/** null: they are measured alone. */
	readonly before: IndexConfiguration | null;
	/** Sentences on why, where queries are measured in turns all the same. */
	readonly notes: readonly string[];
}

/** An operation runs its statements as they stand: hints and HypoPG do not reach them. */
export function operationsInTurns(before: IndexConfiguration | null, laboratory: {readonly catalog: Pick<Laboratory['catalog'], 'operations'>} & Pick<Laboratory, 'operates' | 'rung'>): OperationsInTurns {
	if (before === null || laboratory.operates(before)) {
		return {before, notes: []};
	}

	return {
		before: null,
		notes: laboratory.catalog.operations.length === 0
			? []
			: [`Operations are measured alone, not in turns with the indexes of the baseline: they run their statements as they stand, which "${laboratory.rung().badge}" does not reach.`],
	};
}
