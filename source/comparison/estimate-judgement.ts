import type {Estimate, Range} from '../catalog/estimate.ts';
import type {Ratio} from '../statistics/comparison.ts';

/** Where a measured time lies against the range that was expected. */
export type Place = 'within' | 'below' | 'above';

export interface JudgedTime {
	readonly expected: Range;
	readonly ms: number;
	readonly place: Place;
}

export interface JudgedSaving {
	readonly expected: Range;
	/** Fractions of the time before; negative is slower. */
	readonly measured: {readonly value: number; readonly low: number; readonly high: number};
	/** null when the interval reaches into the range and out of it. */
	readonly held: boolean | null;
}

/** What the team expected, held against what was measured. null where they said nothing, or nothing was measured. */
export interface EstimateJudgement {
	readonly before: JudgedTime | null;
	readonly after: JudgedTime | null;
	readonly saving: JudgedSaving | null;
	/** The saving where one was expected, else the time after; null when it cannot be told. */
	readonly held: boolean | null;
}

export interface Measured {
	readonly beforeMs: number | null;
	readonly afterMs: number | null;
	/** Of the whole change, before / after; null when nothing was compared. */
	readonly ratio: Ratio | null;
}

/** null when nothing was expected, or nothing of it was measured. */
export function judgeEstimate(estimate: Estimate | null, {beforeMs, afterMs, ratio}: Measured): EstimateJudgement | null {
	const before = judgeTime(estimate?.before ?? null, beforeMs);
	const after = judgeTime(estimate?.after ?? null, afterMs);
	const saving = judgeSaving(estimate?.saving ?? null, ratio);
	return before === null && after === null && saving === null
		? null
		: {before, after, saving, held: saving === null ? (after === null ? null : after.place !== 'above') : saving.held};
}

function judgeTime(expected: Range | null, ms: number | null): JudgedTime | null {
	return expected === null || ms === null ? null : {expected, ms, place: ms > expected.high ? 'above' : (ms < expected.low ? 'below' : 'within')};
}

/** More than was promised keeps the promise. */
function judgeSaving(expected: Range | null, ratio: Ratio | null): JudgedSaving | null {
	if (expected === null || ratio === null) {
		return null;
	}

	const saved = (times: number) => 1 - 1 / times;
	const measured = {value: saved(ratio.value), low: saved(ratio.low), high: saved(ratio.high)};
	return {expected, measured, held: measured.low >= expected.low ? true : (measured.high < expected.low ? false : null)};
}
