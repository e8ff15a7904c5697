import type {Delta, Run} from '../experiment/run.ts';
import {median} from '../statistics/median.ts';
import type {Comparison} from '../statistics/comparison.ts';
import {formatMs} from '../text/duration.ts';
import {formatCount, formatFactor, formatPercent} from '../text/quantity.ts';
import {sparkline} from '../text/sparkline.ts';
import {type Line, span, type Tone} from './line.ts';
import {verdictWords} from './verdict-words.ts';

/** What the Timing pane knows at this moment; samples may still be coming in. Times in ms. */
export interface TimingState {
	readonly run: Run;
	readonly baseline: Run | null;
	readonly samples: readonly number[];
	readonly baselineSamples: readonly number[];
	readonly comparison: Comparison | null;
	readonly samePlan: boolean;
	/** Set while sampling. */
	readonly progress: {readonly taken: number; readonly aim: number} | null;
}

export function timingOf(run: Run, delta: Delta | null): TimingState {
	return {
		run,
		baseline: delta?.baseline ?? null,
		samples: run.samples,
		baselineSamples: delta?.baseline.samples ?? [],
		comparison: delta?.comparison ?? null,
		samePlan: delta?.samePlan ?? false,
		progress: null,
	};
}

export function timingRows(state: TimingState, width: number): readonly Line[] {
	const {run, baseline} = state;
	const planning = run.planningMs === null ? [] : [
		span('planning  ', 'dim'),
		...change(baseline?.planningMs == null ? null : formatMs(baseline.planningMs), formatMs(run.planningMs), 'plain'),
	];
	return [
		planning,
		[span('execution ', 'dim'), ...executionSpans(state)],
		verdictLine(state),
		...sparkRows(state, width),
		...(run.firstMs === null ? [] : [[span(`first run ${formatMs(run.firstMs)}, kept aside`, 'dim')]]),
	].filter(line => line.length > 0);
}

function executionSpans(state: TimingState): Line {
	const before = state.baseline === null ? null : typical(state.baseline, state.baselineSamples);
	const now = typical(state.run, state.samples);
	return change(before, now ?? '-', 'strong');
}

/** `0.13 → 0.4 ms`; each with its unit where units differ. */
function change(before: string | null, now: string, tone: Tone): Line {
	if (before === null) {
		return [span(now, tone)];
	}

	const unit = / \S+$/.exec(now)?.[0] ?? '';
	const short = unit !== '' && before.endsWith(unit) ? before.slice(0, -unit.length) : before;
	return [span(`${short} → `, 'dim'), span(now, tone)];
}

/** The median, or what is known instead: at least the timeout. */
function typical(run: Run, samples: readonly number[]): string | null {
	if (run.timedOutMs !== null) {
		return `≥ ${formatMs(run.timedOutMs)}`;
	}

	if (samples.length > 0) {
		return formatMs(median(samples));
	}

	return run.firstMs === null ? null : formatMs(run.firstMs);
}

export function verdictTone(comparison: Comparison): Tone {
	return comparison.verdict === 'faster' ? 'better' : (comparison.verdict === 'slower' ? 'worse' : 'dim');
}

/** The smallest change that would have been found nine times in ten. */
function detects({detectable}: Comparison): string {
	return detectable < 1 ? formatPercent(detectable) : (Number.isFinite(detectable) ? formatFactor(1 + detectable) : 'nothing yet');
}

function headlineTone({verdict}: Comparison): Tone {
	return verdict === 'faster' || verdict === 'slower' ? verdict : 'dim';
}

function verdictLine(state: TimingState): Line {
	const {comparison, progress, run, baseline} = state;
	if (progress !== null && comparison === null) {
		return [span(progress.aim === 0 ? 'measuring' : `measuring ${progress.taken} of ${progress.aim}${baseline === null ? '' : ' pairs'}`, 'dim')];
	}

	if (run.timedOutMs !== null || baseline?.timedOutMs != null) {
		return timeoutLine(run, baseline);
	}

	if (comparison === null) {
		return baseline === null ? [span('this is the pinned baseline', 'dim')] : [];
	}

	if (state.samePlan) {
		return [span('~ same plan, no difference', 'dim')];
	}

	return baseline === null ? [] : [span(verdictWords(comparison, baseline, run), headlineTone(comparison))];
}

/** A run that did not end in time is a result: the other one is at least so many times faster. */
function timeoutLine(run: Run, baseline: Run | null): Line {
	const slower = atLeast(run, baseline);
	const faster = baseline === null ? null : atLeast(baseline, run);
	return slower !== null
		? [span(`at least ${slower} slower: stopped by the timeout`, 'slower')]
		: faster !== null
			? [span(`at least ${faster} faster: the baseline was stopped by the timeout`, 'faster')]
			: [span('stopped by the timeout', 'warn')];
}

/** How many times the other's time the stopped one took, at least; null when nothing can be said. */
function atLeast(stopped: Run, other: Run | null): string | null {
	const ms = other === null || other.timedOutMs !== null ? null : (other.samples.length > 0 ? median(other.samples) : other.firstMs);
	return stopped.timedOutMs === null || ms === null || ms <= 0 || ms >= stopped.timedOutMs ? null : `${formatCount(Math.floor(10 * stopped.timedOutMs / ms) / 10)}x`;
}

function sparkRows({samples, baselineSamples, comparison}: TimingState, width: number): readonly Line[] {
	const room = Math.max(4, width - 10);
	const all = [...samples, ...baselineSamples];
	const scale = {zeroBased: true, highest: Math.max(0, ...all)};
	return [
		...(baselineSamples.length === 0 ? [] : [[span('baseline  ', 'dim'), span(sparkline(baselineSamples, room, scale), 'dim')]]),
		...(samples.length === 0 ? [] : [[span('current   ', 'dim'), span(sparkline(samples, room, scale), 'title')]]),
		...(comparison === null ? [] : [[span(`${comparison.pairs} pairs, ${Math.floor(100 * comparison.confidence)} % sure, detects ${detects(comparison)}`, 'dim')]]),
	];
}
