import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import {PlanflipError} from '../../errors.ts';
import {contest} from '../../experiment/contest.ts';
import {unknownOf} from '../../experiment/explain-generic.ts';
import type {Delta} from '../../experiment/run.ts';
import type {TryTools} from '../try-entry.ts';
import type {AdviseRequest} from './advise-request.ts';
import {isItsOwn} from './each-entry.ts';
import type {WeighedSubject} from './planner.ts';

export type MeasuredSets =
	| {readonly kind: 'measured'; readonly deltas: readonly Delta[]}
	| {readonly kind: 'failed'; readonly error: unknown};

/** One entry under several sets against the one there is, in turns. One that fails costs itself. */
export async function measureSets({bench, clock}: Pick<TryTools, 'bench' | 'clock'>, {subject}: WeighedSubject, sets: readonly IndexConfiguration[], {start, pairs, signal}: AdviseRequest): Promise<MeasuredSets> {
	const request = {
		workbench: bench.workbench,
		rung: bench.rung,
		facts: bench.facts,
		subject,
		contestants: sets.map(configuration => bench.named(configuration)),
		baseline: bench.named(start),
		pairs,
		signal,
		clock,
	};
	try {
		for await (const event of contest(request)) {
			if (event.kind === 'contested') {
				return {kind: 'measured', deltas: event.deltas};
			}
		}
	} catch (error) {
		if (!isItsOwn(error, signal)) {
			throw error;
		}

		return {kind: 'failed', error};
	}

	throw new PlanflipError('bug', {message: 'a contest ended without a result', where: subject.file});
}

/** Why there can be no times here; null where there can. */
export function whyNotMeasured({bench}: Pick<TryTools, 'bench'>, set: IndexConfiguration, {measure}: Pick<AdviseRequest, 'measure'>): string | null {
	if (!measure) {
		return 'it was not asked for';
	}

	return bench.workbench.executes(set) ? null : `indexes that are not built can only be planned with here (${bench.rung.badge})`;
}

export function hasValues({subject}: WeighedSubject): boolean {
	return unknownOf(subject.parameters).length === 0;
}
