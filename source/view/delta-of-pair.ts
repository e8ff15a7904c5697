import type {Delta} from '../experiment/run.ts';
import type {RunRecord} from '../experiment/run-record.ts';
import {compareSamples} from '../statistics/compare-samples.ts';

/** The comparison of two kept runs that were measured in turns with each other, in the order asked for; null for others. */
export function deltaOfPair(before: RunRecord, after: RunRecord): Delta | null {
	const {turns} = after;
	if (turns?.role === 'current' && turns.baseline === before.id) {
		return {kind: 'Delta', baseline: before.run, current: after.run, comparison: turns.comparison, samePlan: turns.samePlan};
	}

	if (before.turns?.role !== 'current' || before.turns.baseline !== after.id) {
		return null;
	}

	// The same samples, the other way round: the floor is that of the side that is now the baseline.
	const {comparison, samePlan} = before.turns;
	return {
		kind: 'Delta',
		baseline: before.run,
		current: after.run,
		comparison: comparison === null ? null : compareSamples(before.run.samples, after.run.samples),
		samePlan,
	};
}
