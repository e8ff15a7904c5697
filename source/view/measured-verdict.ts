import type {DiffVerdict} from '../diff/diff-verdict.ts';
import type {Delta, Run} from '../experiment/run.ts';
import {formatMs} from '../text/duration.ts';
import {typicalMs} from './run-figures.ts';
import {verdictWords} from './verdict-words.ts';

/** True when `slow` was stopped by its timeout after more time than `fast` needs. */
function outlasts(slow: Run, fast: Run): boolean {
	const ms = typicalMs(fast);
	return slow.timedOutMs !== null && fast.timedOutMs === null && ms !== null && ms < slow.timedOutMs;
}

/** The verdict of samples taken in turns. */
export function measuredVerdict({baseline, current, comparison, samePlan}: Delta): DiffVerdict {
	const basis = 'measured';
	if (samePlan) {
		return {verdict: 'no difference', basis, because: '~ same plan, no difference'};
	}

	if (comparison !== null) {
		return {verdict: comparison.verdict, basis, because: verdictWords(comparison, baseline, current)};
	}

	const stopped = `stopped by the timeout after ${formatMs(current.timedOutMs ?? baseline.timedOutMs)}`;
	return outlasts(current, baseline)
		? {verdict: 'slower', basis, because: `slower: ${stopped}`}
		: outlasts(baseline, current)
			? {verdict: 'faster', basis, because: `faster: the other was ${stopped}`}
			: {verdict: 'cannot tell', basis, because: current.timedOutMs === null && baseline.timedOutMs === null ? '~ cannot tell: not measured to the end' : `~ cannot tell: ${stopped}`};
}
