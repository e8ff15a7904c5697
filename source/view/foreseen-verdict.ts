import type {DiffVerdict} from '../diff/diff-verdict.ts';
import {type ToldForecast, withheldBecause} from '../experiment/forecast.ts';
import {formatCount} from '../text/quantity.ts';

/** Of plans that were not executed there is no verdict but one: that they are the same. */
export function foreseenVerdict(forecast: ToldForecast): DiffVerdict {
	const {current, baseline, samePlan} = forecast;
	const basis = 'planned only';
	if (samePlan) {
		return {verdict: 'no difference', basis, because: 'the same plan'};
	}

	const cost = ({plan}: {readonly plan: typeof current.plan}) => formatCount(plan.nodes[0]?.totalCost ?? null);
	return {
		verdict: 'cannot tell',
		basis,
		because: withheldBecause(forecast) ?? `PLAN ONLY, not executed: the planner's estimate goes from ${baseline === null ? '-' : cost(baseline)} to ${cost(current)}`,
	};
}
