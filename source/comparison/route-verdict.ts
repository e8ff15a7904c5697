import {workVerdict} from '../diff/apart-verdict.ts';
import type {DiffVerdict} from '../diff/diff-verdict.ts';
import type {RouteDelta} from '../experiment/operation-run.ts';
import {formatCount} from '../text/quantity.ts';
import {formatRatio} from '../text/ratio.ts';
import type {RouteFigures} from './operation-comparison.ts';

/** The verdict on a route whose walks were taken in turns under both configurations. */
export function turnsVerdict({comparison, samePlans}: RouteDelta, before: RouteFigures, after: RouteFigures): DiffVerdict {
	const basis = 'measured';
	if (samePlans) {
		return {verdict: 'no difference', basis, because: '~ same plans, no difference'};
	}

	const {verdict} = comparison;
	const undecided = verdict === 'cannot tell' || verdict === 'no difference';
	const because = !undecided || before.blocks === after.blocks
		? formatRatio(comparison)
		: `~ ${verdict === 'cannot tell' ? 'time cannot tell' : 'no difference in time'}; ${formatCount(before.blocks)} → ${formatCount(after.blocks)} blocks`;
	return {verdict, basis, because};
}

/** The verdict on walks of two measurements; `strange` is why they say nothing of each other. */
export function walksVerdict(before: RouteFigures, after: RouteFigures, strange: string | null): DiffVerdict {
	// Most of a walk is the way, not the server: without the blocks' word no time, however long, is beyond doubt.
	const verdict = strange === null ? workVerdict({blocks: {before: before.blocks, after: after.blocks}, same: 'the same statements'}, timesOf(before), timesOf(after)) : null;
	return verdict ?? {verdict: 'cannot tell', basis: 'measured apart', because: strange ?? 'too few walks for an interval'};
}

function timesOf({result: {samples}}: RouteFigures): {readonly samples: readonly number[]; readonly timedOutMs: null} {
	return {samples, timedOutMs: null};
}
