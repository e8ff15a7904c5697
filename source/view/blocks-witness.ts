import type {Run} from '../experiment/run.ts';
import {formatCount} from '../text/quantity.ts';
import {planOfRun, runBlocks} from './run-figures.ts';

/** Blocks of 8 kB that a run touched, hit or read, which is the same every time; null where it was not executed to the end. */
function blocksOf(run: Run): number | null {
	const known = blocksOfRun.get(run);
	if (known !== undefined) {
		return known;
	}

	const blocks = runBlocks(planOfRun(run));
	blocksOfRun.set(run, blocks);
	return blocks;
}

/** A frame is drawn more often than a run is made. */
const blocksOfRun = new WeakMap<Run, number | null>();

/** The witness that does not waver, for when time cannot tell: `1,866 → 13 blocks`; null when both touch as many, or nobody counted. */
export function blocksWitness(baseline: Run, current: Run): string | null {
	const before = blocksOf(baseline);
	const now = blocksOf(current);
	return before === null || now === null || before === now ? null : `${formatCount(before)} → ${formatCount(now)} blocks`;
}
