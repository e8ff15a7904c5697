import type {Delta} from '../../experiment/run.ts';
import {planOfRun, runBlocks} from '../../view/run-figures.ts';

/** Blocks are the same every time: a tenth less is no chance. */
const fewerBlocks = 0.9;

/** Whether a measured query is better off: faster beyond doubt or, where it is not slower, by fewer blocks, which waver less. */
export function savesSomething({comparison, baseline, current, samePlan}: Delta): boolean {
	if (samePlan) {
		return false;
	}

	const [before, after] = [baseline, current].map(run => runBlocks(planOfRun(run)));
	const fewer = before != null && after != null && after <= before * fewerBlocks;
	// One that ran into its limit has no comparison: that is better only where it was the side before.
	return comparison === null ? baseline.timedOutMs !== null && current.timedOutMs === null : comparison.verdict === 'faster' || (fewer && comparison.verdict !== 'slower');
}
