import type {DiffVerdict} from '../diff/diff-verdict.ts';
import {workVerdict} from '../diff/apart-verdict.ts';
import type {MeasuredEntry} from '../experiment/measurement.ts';
import type {OperationRun, RouteResult} from '../experiment/operation-run.ts';
import {compareSamples} from '../statistics/compare-samples.ts';
import type {Ratio} from '../statistics/comparison.ts';
import {median} from '../statistics/median.ts';
import {formatMs} from '../text/duration.ts';
import {equivalenceOf} from './equivalence.ts';
import {judgeEstimate} from './estimate-judgement.ts';
import type {OperationComparison, RewriteComparison, RouteFigures} from './operation-comparison.ts';

/** `strange` is why times of the two measurements say nothing of each other; null when they do. */
export function compareOperation(entry: MeasuredEntry, before: OperationRun | null, after: OperationRun | null, strange: string | null): OperationComparison {
	const chain = {before: before === null ? null : figuresOf(before.chain), after: after === null ? null : figuresOf(after.chain)};
	const changed = before !== null && after !== null && textOf(before.operation.chain) !== textOf(after.operation.chain);
	const otherWait = before !== null && after !== null && before.rttMs !== after.rttMs;
	const apart = strange ?? (changed ? 'its statements were changed in between' : (otherWait ? 'another time was waited per round trip' : null));
	const rewrites = after === null ? [] : after.rewrites.map((result): RewriteComparison => {
		const earlier = before?.rewrites.find(({name}) => name === result.name);
		return {
			name: result.name,
			why: result.why,
			before: earlier === undefined || changed ? null : figuresOf(earlier),
			after: figuresOf(result),
			againstChain: result.comparison,
			equivalence: equivalenceOf(after, result.name),
		};
	});
	const alike = rewrites.filter(({equivalence, after: {ms}}) => equivalence.kind !== 'different' && ms !== null);
	const best = alike.toSorted((a, b) => (a.after.ms ?? 0) - (b.after.ms ?? 0))[0] ?? null;
	const verdict = chain.before === null || chain.after === null ? null : judge(chain.before, chain.after, apart);
	const changedTime = verdict?.verdict === 'faster' || verdict?.verdict === 'slower';
	// Unless its indexes changed the chain beyond doubt, the chain of the same minutes is the better witness of what it takes.
	const from = changedTime ? chain.before : chain.after;
	const whole = best === null || from === null ? null : changedTime ? ratioOf(from, best.after) : best.againstChain?.ratio ?? null;
	return {
		kind: 'OperationComparison',
		entry,
		runs: {before, after},
		chain,
		verdict,
		rewrites,
		best,
		whole,
		estimate: judgeEstimate(entry.estimate, {beforeMs: from?.ms ?? null, afterMs: best?.after.ms ?? null, ratio: whole}),
		notes: [
			...(changed ? ['Its statements were changed in between: the chain of the baseline is another one.'] : []),
			...(otherWait ? [`The baseline waited ${formatMs(before.rttMs)} per round trip, this measurement ${formatMs(after.rttMs)}.`] : []),
		],
	};
}

function figuresOf(result: RouteResult): RouteFigures {
	return {
		result,
		statements: result.typical.statements.length,
		ms: result.samples.length === 0 ? null : median(result.samples),
		blocks: result.server.reduce((sum, {blocks}) => sum + blocks, 0),
	};
}

function judge(before: RouteFigures, after: RouteFigures, strange: string | null): DiffVerdict {
	// Most of a walk is the way, not the server: without the blocks' word no time, however long, is beyond doubt.
	const verdict = strange === null ? workVerdict({blocks: {before: before.blocks, after: after.blocks}, same: 'the same statements'}, timesOf(before), timesOf(after)) : null;
	return verdict ?? {verdict: 'cannot tell', basis: 'measured apart', because: strange ?? 'too few walks for an interval'};
}

function timesOf({result: {samples}}: RouteFigures): {readonly samples: readonly number[]; readonly timedOutMs: null} {
	return {samples, timedOutMs: null};
}

function ratioOf(before: RouteFigures, after: RouteFigures): Ratio | null {
	return before.ms === null || after.ms === null ? null : compareSamples(before.result.samples, after.result.samples, {once: true}).ratio;
}

function textOf({steps}: OperationRun['operation']['chain']): string {
	return JSON.stringify(steps.map(({name, sql, inputs, forEach}) => [name, sql, inputs, forEach]));
}
