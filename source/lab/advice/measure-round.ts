import type {Delta} from '../../experiment/run.ts';
import {type AdviseEvent, step} from './advise-request.ts';
import {hasValues, measureSets} from './measure-sets.ts';
import type {Round} from './round.ts';
import type {SettleGrounds} from './settle-grounds.ts';

/** What was measured of an entry, by the plans it has. */
export interface MeasuredEntry {
	readonly plans: string;
	readonly delta: Delta | null;
	readonly leanDelta: Delta | null;
}

/** An entry whose plans were measured before is not measured again. */
export async function * measureRound(
	{tools, request, combined, subjects}: Pick<SettleGrounds, 'tools' | 'request' | 'combined' | 'subjects'>,
	{proposed, lean, plans, leanPlans}: Round,
	{measured, failures}: {readonly measured: Map<string, MeasuredEntry>; readonly failures: Map<string, unknown>},
): AsyncGenerator<AdviseEvent, void, void> {
	const nowPlans = await combined.plans(0n);
	for (const [at, subject] of subjects.entries()) {
		const [now, then, without] = [nowPlans, plans, leanPlans].map(each => each[at]?.fingerprint ?? '');
		const key = `${then} ${without}`;
		if (measured.get(subject.name)?.plans === key && !(now === then && then === without)) {
			continue;
		}

		// Of other plans: it is no figure of this set.
		measured.delete(subject.name);
		if ((now === then && then === without) || !hasValues(subject) || failures.has(subject.name)) {
			continue;
		}

		yield step('Measuring', {at, of: subjects.length, what: subject.name}, subject.effects);
		const result = await measureSets(tools, subject, then === without ? [proposed] : [proposed, lean], request);
		if (result.kind === 'failed') {
			failures.set(subject.name, result.error);
		} else {
			measured.set(subject.name, {plans: key, delta: result.deltas[0] ?? null, leanDelta: result.deltas[1] ?? null});
		}
	}
}
