import type {Run} from '../experiment/run.ts';
import type {Comparison} from '../statistics/comparison.ts';
import {formatRatio} from '../text/ratio.ts';
import {blocksWitness} from './blocks-witness.ts';
import {typicalMs} from './run-figures.ts';
import {sameWords} from './same-words.ts';

/** The claim with its interval; where time makes none and blocks differ, what they say: `~ time cannot tell; 1,866 → 13 blocks`. */
export function verdictWords(comparison: Comparison, baseline: Run, current: Run): string {
	const undecided = comparison.verdict === 'cannot tell' || comparison.verdict === 'no difference';
	const blocks = undecided ? blocksWitness(baseline, current) : null;
	if (blocks === null) {
		return formatRatio(comparison, sameWords(comparison, typicalMs(baseline)));
	}

	return comparison.verdict === 'cannot tell' ? `~ time cannot tell; ${blocks}` : `~ no difference in time; ${blocks}`;
}
