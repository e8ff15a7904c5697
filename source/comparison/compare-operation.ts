import type {MeasuredEntry, OperationMeasurement} from '../experiment/measurement.ts';
import type {OperationRun, RouteDelta} from '../experiment/operation-run.ts';
import {compareSamples} from '../statistics/compare-samples.ts';
import type {Ratio} from '../statistics/comparison.ts';
import {equivalenceOf} from './equivalence.ts';
import {judgeEstimate} from './estimate-judgement.ts';
import type {OperationComparison, RewriteComparison, RouteFigures} from './operation-comparison.ts';
import {operationNotes} from './operation-notes.ts';
import {routeFigures} from './route-figures.ts';
import {turnsVerdict, walksVerdict} from './route-verdict.ts';

export interface OperationSides {
	/** The baseline's own run. */
	readonly own: OperationRun | null;
	readonly measured: OperationMeasurement | null;
	/** Why times of the two measurements say nothing of each other; null when they do. */
	readonly strange: string | null;
}

/** What was walked in turns is compared; where nothing was, the baseline's own walks, as runs apart are. */
export function compareOperation(entry: MeasuredEntry, {own, measured, strange}: OperationSides): OperationComparison {
	const after = measured?.run ?? null;
	const turned = measured?.before ?? null;
	const before = turned?.run ?? own;
	const changed = own !== null && after !== null && textOf(own) !== textOf(after);
	const otherWait = own !== null && after !== null && own.rttMs !== after.rttMs;
	const otherValues = own !== null && after !== null && JSON.stringify(own.parameters) !== JSON.stringify(after.parameters);
	const apart = strange ?? (changed ? 'its statements were changed in between' : (otherWait ? 'another time was waited per round trip' : (otherValues ? 'the two were walked with other values' : null)));
	const basis = turned !== null ? 'in turns' : (before !== null && after !== null && apart === null ? 'apart' : 'none');
	const ratioFrom = (was: RouteFigures | null, is: RouteFigures | null, delta: RouteDelta | undefined) => basis === 'none' || was === null || is === null ? null : delta?.comparison.ratio ?? ratioOf(was, is);
	const judge = (was: RouteFigures, is: RouteFigures, delta: RouteDelta | undefined) => delta === undefined ? walksVerdict(was, is, apart) : turnsVerdict(delta, was, is);
	const deltaOf = (name: string) => turned?.routes.find(route => route.name === name);
	const chain = {before: before === null ? null : routeFigures(before.chain), after: after === null ? null : routeFigures(after.chain)};
	const rewrites = after === null ? [] : after.rewrites.map((result): RewriteComparison => {
		const earlier = before?.rewrites.find(({name}) => name === result.name);
		const was = earlier === undefined || (changed && turned === null) ? null : routeFigures(earlier);
		const is = routeFigures(result);
		return {
			name: result.name,
			why: result.why,
			before: was,
			after: is,
			verdict: was === null ? null : judge(was, is, deltaOf(result.name)),
			ratio: ratioFrom(was, is, deltaOf(result.name)),
			againstChain: result.comparison,
			equivalence: equivalenceOf(after, result.name),
		};
	});
	const alike = rewrites.filter(({equivalence, after: {ms}}) => equivalence.kind !== 'different' && ms !== null);
	const best = alike.toSorted((a, b) => (a.after.ms ?? 0) - (b.after.ms ?? 0))[0] ?? null;
	const verdict = chain.before === null || chain.after === null ? null : judge(chain.before, chain.after, turned?.routes[0]);
	const changedTime = verdict?.verdict === 'faster' || verdict?.verdict === 'slower';
	// Unless its indexes changed the chain beyond doubt, the chain of the same minutes is the better witness of what it takes.
	const from = changedTime ? chain.before : chain.after;
	const whole = best === null || from === null ? null : changedTime ? ratioOf(from, best.after) : best.againstChain?.ratio ?? null;
	return {
		kind: 'OperationComparison',
		entry,
		basis,
		alike: basis !== 'none' && !changed,
		runs: {before, after},
		chain,
		verdict,
		ratio: ratioFrom(chain.before, chain.after, turned?.routes[0]),
		rewrites,
		best,
		whole,
		estimate: judgeEstimate(entry.estimate, {beforeMs: from?.ms ?? null, afterMs: best?.after.ms ?? null, ratio: whole}),
		notes: after === null || own === null ? [] : operationNotes({own, after, turned: turned?.run ?? null, changed, otherWait, strange}),
	};
}

function ratioOf(before: RouteFigures, after: RouteFigures): Ratio | null {
	return before.ms === null || after.ms === null ? null : compareSamples(before.result.samples, after.result.samples, {once: true}).ratio;
}

function textOf({operation: {chain: {steps}}}: OperationRun): string {
	return JSON.stringify(steps.map(({name, sql, inputs, forEach}) => [name, sql, inputs, forEach]));
}
