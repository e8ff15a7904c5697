import {apartVerdict} from '../diff/apart-verdict.ts';
import {diffPlans} from '../diff/diff-plans.ts';
import type {DiffVerdict} from '../diff/diff-verdict.ts';
import type {MeasuredEntry} from '../experiment/measurement.ts';
import type {Delta} from '../experiment/run.ts';
import {planFingerprint} from '../plan/plan-fingerprint.ts';
import {compareSamples} from '../statistics/compare-samples.ts';
import type {Ratio} from '../statistics/comparison.ts';
import {deltaOfPair} from '../view/delta-of-pair.ts';
import {measuredVerdict} from '../view/measured-verdict.ts';
import {judgeEstimate} from './estimate-judgement.ts';
import type {Side} from './side.ts';
import type {Basis, StatementComparison} from './statement-comparison.ts';
import {disagreements, valueNotes} from './statement-notes.ts';

export interface Sides {
	/** The baseline's own run. */
	readonly own: Side | null;
	/** The same statement under the baseline's indexes, in turns with `after`. */
	readonly turned: Side | null;
	readonly after: Side | null;
	/** Why the two measurements say nothing of each other: another database, another version. null when they do. */
	readonly strange: string | null;
}

/** What was measured in turns is compared; where nothing was, the baseline's own run, as runs apart are. */
export function compareStatement(entry: MeasuredEntry, {own, turned, after, strange}: Sides): StatementComparison {
	const delta = turned === null || after === null ? null : deltaOfPair(turned.record, after.record);
	const sameText = own === null || after === null || own.run.subject.sql === after.run.subject.sql;
	const sameValues = own === null || after === null || valuesOf(own) === valuesOf(after);
	const before = delta === null ? own : turned;
	const basis: Basis = delta !== null ? 'in turns' : (own !== null && after !== null && sameText && sameValues && strange === null ? 'apart' : 'none');
	const otherValues: DiffVerdict | null = before !== null && after !== null && sameText && strange === null && !sameValues ? {verdict: 'cannot tell', basis: 'measured apart', because: 'the two were measured with other values'} : null;
	const verdict = basis === 'none' || before === null || after === null ? otherValues : delta === null ? judgeApart(before, after) : measuredVerdict(delta);
	const ratio = basis === 'none' || before === null || after === null ? null : ratioOf(before, after, delta);
	const samePlan = before?.plan == null || after?.plan == null ? null : planFingerprint(before.plan) === planFingerprint(after.plan);
	return {
		kind: 'StatementComparison',
		entry,
		basis,
		alike: basis !== 'none' && sameText,
		before,
		after,
		delta,
		verdict,
		ratio,
		samePlan,
		estimate: judgeEstimate(entry.estimate, {
			beforeMs: before?.totalMs ?? null,
			afterMs: after?.totalMs ?? null,
			// The same plan saves nothing, whatever the clock says.
			ratio: delta?.samePlan === true ? {value: 1, low: 1, high: 1} : ratio,
		}),
		notes: [
			...(strange === null || delta !== null || own === null || after === null ? [] : [`Not compared: ${strange}.`]),
			...(sameText ? [] : [delta === null ? 'The statement was changed in between: there is nothing to compare it with.' : 'The statement was changed since the baseline: both sides are the new text.']),
			...(own === null || after === null ? [] : valueNotes(own, after, delta !== null)),
			...(delta === null || own === null || turned === null || !sameText || strange !== null ? [] : disagreements(own, turned)),
		],
	};
}

function valuesOf({run}: Side): string {
	return JSON.stringify(run.subject.parameters);
}

function judgeApart(before: Side, after: Side): DiffVerdict {
	return apartVerdict(before.plan === null || after.plan === null ? null : diffPlans(before.plan, after.plan), before.run, after.run);
}

function ratioOf(before: Side, after: Side, delta: Delta | null): Ratio | null {
	if (delta !== null) {
		return delta.comparison?.ratio ?? null;
	}

	return before.executionMs === null || after.executionMs === null || before.run.samples.length === 0 || after.run.samples.length === 0
		? null
		: compareSamples(before.run.samples, after.run.samples, {once: true}).ratio;
}
