import type {Plan} from '../plan/plan.ts';
import type {Verdict} from '../statistics/comparison.ts';
import {formatMs} from '../text/duration.ts';
import {formatCount, formatFactor, formatPercent} from '../text/quantity.ts';
import {touchedBlocks} from './figures.ts';
import type {PlanDiff} from './plan-diff.ts';
import {timesMore} from './times-more.ts';

/** Whether the second plan is slower or faster beyond doubt. */
export interface DiffVerdict {
	readonly verdict: Verdict;
	/** Two EXPLAIN outputs, samples taken in turns or apart, or plans that were not executed. */
	readonly basis: 'one run each' | 'measured' | 'measured apart' | 'planned only';
	/** The numbers it rests on, or what is missing, as one clause. */
	readonly because: string;
}

/*
 * Two EXPLAIN outputs are one sample each, and one sample of the same plan may take ten times as long as the next: a cold cache,
 * a busy machine, a checkpoint. What repeats exactly is the work, the blocks touched. So beyond doubt is
 * - twice the time (and 1 ms more) when the work confirms it: half as much again, four times as much if more of it had to be read;
 * - ten times the time (and 10 ms more) when the slower one did not read more blocks from outside, so that no cold cache explains it;
 * - a hundred times the time (and 100 ms more) when there are no blocks to ask (BUFFERS OFF);
 * - without times, three times the blocks (and 1,000 more).
 * All else is one sample's noise until it is measured again.
 */
const confirmed = {times: 2, ms: 1, blocks: 1.5, colder: 4} as const;
const sheer = {times: 10, ms: 10} as const;
const blind = {times: 100, ms: 100} as const;
const workOnly = {blocks: 3, more: 1000} as const;

/** From here on a fraction says more than a percentage. */
const manyTimes = 10;

interface Cost {
	readonly ms: number | null;
	readonly blocks: number | null;
	/** Blocks of tables and indexes that were not in memory; what was spilled is the plan's own doing. */
	readonly read: number;
}

/** auto_explain prints no Execution Time: then the root's. */
function costOf({nodes, totals, measured}: Plan, useRoot: boolean): Cost {
	const buffers = measured === 'nothing' ? null : nodes[0]?.inclusiveBuffers ?? null;
	return {
		ms: useRoot ? totals.rootMs : totals.executionMs,
		blocks: buffers === null ? null : touchedBlocks(buffers),
		read: buffers === null ? 0 : buffers.sharedRead + buffers.localRead,
	};
}

/** The second plan against the first: `122x the time (4.9 ms against 0.04 ms)`, `1/122 of the time (0.04 ms against 4.9 ms)`, `40 % of the time ...`. */
function times(before: number, after: number, what: string, format: (value: number) => string): string {
	const numbers = `(${format(after)} against ${format(before)})`;
	if (after >= before) {
		const factor = timesMore(before, after);
		return `${Number.isFinite(factor) ? `${formatFactor(factor)} the ${what}` : `${what} from nothing`} ${numbers}`;
	}

	const share = after <= 0 ? 'none' : (before / after < manyTimes ? formatPercent(after / before) : `1/${formatFactor(before / after).slice(0, -1)}`);
	return `${share} of the ${what} ${numbers}`;
}

/** Why `slow` is slower than `fast` beyond doubt, told of the second plan; null when it is not. */
function proof(fast: Cost, slow: Cost, second: 'slow' | 'fast'): string | null {
	const told = (less: number, most: number, what: string, format: (value: number) => string) =>
		second === 'slow' ? times(less, most, what, format) : times(most, less, what, format);
	const more = fast.blocks === null || slow.blocks === null ? null : {factor: timesMore(fast.blocks, slow.blocks), blocks: slow.blocks - fast.blocks};
	const blocksText = fast.blocks === null || slow.blocks === null ? '' : told(fast.blocks, slow.blocks, 'blocks', formatCount);
	if (fast.ms === null || slow.ms === null) {
		return more !== null && more.factor >= workOnly.blocks && more.blocks >= workOnly.more ? blocksText : null;
	}

	const factor = timesMore(fast.ms, slow.ms);
	const extra = slow.ms - fast.ms;
	const timeText = told(fast.ms, slow.ms, 'time', formatMs);
	if (more === null) {
		return factor >= blind.times && extra >= blind.ms ? timeText : null;
	}

	const colder = slow.read > fast.read;
	if (factor >= confirmed.times && extra >= confirmed.ms && more.factor >= (colder ? confirmed.colder : confirmed.blocks)) {
		return `${timeText} and ${blocksText}`;
	}

	return factor >= sheer.times && extra >= sheer.ms && !colder ? `${timeText}, and not for reading ${second === 'slow' ? 'more' : 'less'}` : null;
}

/** What keeps a pair of plans from having a verdict. */
function doubt({before, after}: PlanDiff, a: Cost, b: Cost): string {
	if (before.measured === 'nothing' || after.measured === 'nothing') {
		return 'a plan that was not executed has estimates only (ANALYZE measures)';
	}

	if (a.ms === null || b.ms === null) {
		return a.blocks === null || b.blocks === null ? 'neither time nor blocks are known of both' : 'blocks alone decide from three times as many';
	}

	const said = times(a.ms, b.ms, 'time', formatMs);
	return timesMore(Math.min(a.ms, b.ms), Math.max(a.ms, b.ms)) < confirmed.times
		? `${said} may be chance`
		: `${said}, and the blocks touched do not bear it out`;
}

/**
 * The verdict on two EXPLAIN outputs, one sample each; the other way round it is the opposite. `no difference` is the same plan
 * that touched the same number of blocks and did not take twice the time.
 */
export function diffVerdict(diff: PlanDiff): DiffVerdict {
	const basis = 'one run each';
	const useRoot = diff.before.totals.executionMs === null || diff.after.totals.executionMs === null;
	const before = costOf(diff.before, useRoot);
	const after = costOf(diff.after, useRoot);
	const slower = proof(before, after, 'slow');
	if (slower !== null) {
		return {verdict: 'slower', basis, because: slower};
	}

	const faster = proof(after, before, 'fast');
	if (faster !== null) {
		return {verdict: 'faster', basis, because: faster};
	}

	const samePlan = diff.nodes.every(({kind}) => kind === 'matched');
	const sameWork = before.blocks !== null && before.blocks === after.blocks;
	const similar = before.ms === null || after.ms === null
		|| timesMore(Math.min(before.ms, after.ms), Math.max(before.ms, after.ms)) < confirmed.times
		|| Math.abs(before.ms - after.ms) < confirmed.ms;
	return samePlan && sameWork && similar
		? {verdict: 'no difference', basis, because: `the same plan over the same ${formatCount(before.blocks)} blocks`}
		: {verdict: 'cannot tell', basis, because: doubt(diff, before, after)};
}
