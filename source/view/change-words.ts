import {formatMs} from '../text/duration.ts';
import type {PlanChange} from './choice-changes.ts';
import {timesText} from './lattice-words.ts';
import {type Line, span} from './line.ts';
import {verdictWords} from './verdict-words.ts';

/** `list-shots costs 1.04x; measured ~ no difference (0.98x-1.02x)`; where the clock disagrees with the cost, that is said. */
export function changeWords({entry, costTimes, measured, miss}: PlanChange): Line {
	const told = [span(entry, 'strong'), span(` costs ${timesText(costTimes)}`)];
	if (measured === null) {
		return told;
	}

	const {delta: {comparison, baseline, current}} = measured;
	if (comparison === null && baseline.timedOutMs !== null) {
		const ended = formatMs(baseline.timedOutMs);
		return [...told, span(current.timedOutMs === null ? `; with all indexes it was stopped after ${ended}, with these it ended` : `; not measured: ended after ${ended}, with all indexes too`, current.timedOutMs === null ? 'plain' : 'warn')];
	}

	const clock = comparison === null ? `stopped after ${formatMs(current.timedOutMs)}` : verdictWords(comparison, baseline, current);
	const tone = comparison?.verdict === 'slower' || current.timedOutMs !== null ? 'slower' : comparison?.verdict === 'faster' ? 'faster' : 'plain';
	return [
		...told,
		span('; measured '),
		span(clock, tone),
		...(miss === 'none' ? [] : [span(miss === 'more than planned' ? ': slower than the planner thinks' : ': not as slow as the planner thinks', 'warn')]),
	];
}
