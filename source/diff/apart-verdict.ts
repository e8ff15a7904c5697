import {compareSamples} from '../statistics/compare-samples.ts';
import {totalAlpha} from '../statistics/looks.ts';
import {median} from '../statistics/median.ts';
import {formatMs} from '../text/duration.ts';
import {formatCount, formatFactor} from '../text/quantity.ts';
import {type ComparedTimes, formatRatio} from '../text/ratio.ts';
import {type DiffVerdict, diffVerdict} from './diff-verdict.ts';
import type {PlanDiff} from './plan-diff.ts';
import {timesMore} from './times-more.ts';

/** What was measured of one run, in ms. */
export interface RunTimes {
	readonly samples: readonly number[];
	/** Set when it was stopped after this much. */
	readonly timedOutMs: number | null;
}

/*
 * Samples of two runs that were not taken in turns share nothing that would cancel a drift: another load, another clock rate, another
 * day. Their interval holds for the machine as it was each time, so it decides nothing alone. The blocks touched are the witness.
 * Beyond doubt is, at the end of the interval that is nearest to "no change",
 * - 1.2 times the time when the blocks grew as much;
 * - four times the time (and 1 ms more) when it is another plan, whatever its blocks: no drift is so large.
 * The same plan over the same blocks is the same work: a difference is the machine's.
 */
const confirmed = 1.2;
const sheer = {times: 4, ms: 1} as const;
/** What the machine's drift may make of the same work before it is worth a word. */
const drift = 2;

const basis = 'measured apart';

/** What two runs measured apart had to do, which no drift changes. */
export interface Work {
	/** Of 8 kB, touched by each of them; null where nobody counted. */
	readonly blocks: {readonly before: number; readonly after: number} | null;
	/** In which way both did it, as in `the same plan`; null when each did it in its own. */
	readonly same: string | null;
}

/** The verdict on two runs measured apart; the other way round it is the opposite. `diff` is null when one of them has no plan. */
export function apartVerdict(diff: PlanDiff | null, before: RunTimes, after: RunTimes): DiffVerdict {
	return workVerdict(diff === null ? null : workOf(diff), before, after)
		// Too few samples for an interval: what the two EXPLAINs say is all there is.
		?? (diff === null ? {verdict: 'cannot tell', basis, because: 'one of them has neither times nor a plan'} : diffVerdict(diff));
}

function workOf({nodes, totals: {blocks}}: PlanDiff): Work {
	return {
		blocks: blocks.before === null || blocks.after === null ? null : {before: blocks.before, after: blocks.after},
		same: nodes.every(({kind}) => kind === 'matched') ? 'the same plan' : null,
	};
}

/** The verdict by times and by the work behind them; null where there are too few samples for an interval. */
export function workVerdict(done: Work | null, before: RunTimes, after: RunTimes): DiffVerdict | null {
	const compared = comparison(before, after);
	if (compared === null) {
		return null;
	}

	const {sure, text} = compared;
	const {blocks = null, same = null} = done ?? {};
	const grew = blocks === null ? null : {more: timesMore(blocks.before, blocks.after), text: `blocks ${formatCount(blocks.before)} → ${formatCount(blocks.after)}`};
	if (same !== null && blocks !== null && blocks.before === blocks.after) {
		const work = `${same} over the same ${formatCount(blocks.before)} blocks`;
		return Math.max(sure.slower, sure.faster) < drift
			? {verdict: 'no difference', basis, because: `${work}; the clock alone says ${text}`}
			: {verdict: 'cannot tell', basis, because: `${text}, and yet ${work}: it is the machine that differs`};
	}

	const proof = (times: number, ms: number, more: number | null) => times >= confirmed && more !== null && more >= confirmed
		? `${text} and ${grew?.text ?? ''}`
		: (times >= sheer.times && ms >= sheer.ms && same === null ? text : null);
	const slower = proof(sure.slower, compared.extraMs, grew?.more ?? null);
	if (slower !== null) {
		return {verdict: 'slower', basis, because: slower};
	}

	const faster = proof(sure.faster, -compared.extraMs, grew === null ? null : 1 / grew.more);
	return faster === null
		? {verdict: 'cannot tell', basis, because: `${text}${grew === null ? '' : `, ${grew.text}`}: not enough for runs measured apart`}
		: {verdict: 'faster', basis, because: faster};
}

interface Compared {
	/** At least so many times slower, or faster; 1 or less when that is not sure. */
	readonly sure: {readonly slower: number; readonly faster: number};
	readonly extraMs: number;
	readonly text: string;
}

/** null when there is no interval to speak of. */
function comparison(before: RunTimes, after: RunTimes): Compared | null {
	if (before.timedOutMs !== null || after.timedOutMs !== null) {
		return stopped(before, after);
	}

	if (before.samples.length === 0 || after.samples.length === 0) {
		return null;
	}

	const {ratio: {low, high}, confidence, ...rest} = compareSamples(before.samples, after.samples, {once: true});
	return confidence < 1 - totalAlpha ? null : {
		sure: {slower: 1 / high, faster: low},
		extraMs: median(after.samples) - median(before.samples),
		text: said({...rest, ratio: {value: median(before.samples) / median(after.samples), low, high}}),
	};
}

/** The ratio with its interval; the comparison's own verdict is for samples taken in turns. */
function said({ratio: {value, low, high}, detectable}: ComparedTimes): string {
	return formatRatio({ratio: {value, low, high}, detectable, verdict: low > 1 ? 'faster' : (high < 1 ? 'slower' : 'cannot tell')});
}

/** A timeout is a time of at least that much. */
function stopped(before: RunTimes, after: RunTimes): Compared | null {
	const slow = after.timedOutMs === null ? before : after;
	const fast = slow === after ? before : after;
	if (slow.timedOutMs === null || fast.timedOutMs !== null || fast.samples.length === 0) {
		return null;
	}

	const times = slow.timedOutMs / median(fast.samples);
	const ms = slow.timedOutMs - median(fast.samples);
	return {
		sure: slow === after ? {slower: times, faster: 0} : {slower: 0, faster: times},
		extraMs: slow === after ? ms : -ms,
		text: `at least ${formatFactor(times)} ${slow === after ? 'slower' : 'faster'} (stopped by the timeout after ${formatMs(slow.timedOutMs)})`,
	};
}
