import {expect, test} from 'vitest';
import {compareMeasurements} from '../../source/comparison/compare-measurements.ts';
import type {OperationRun, RouteResult} from '../../source/experiment/operation-run.ts';
import {compareSamples} from '../../source/statistics/compare-samples.ts';
import {measuredEntry, measurement, postOptimization} from '../support/compared-measurements.ts';
import {operationRun} from '../support/measurements.ts';

const entry = measuredEntry('open-note', {estimate: {before: {low: 20, high: 40}, after: {low: 5, high: 10}, saving: {low: 0.4, high: 0.6}}});
const made = operationRun();
const alike = made.checks.map(check => ({...check, verdict: {kind: 'same' as const}}));

function route(result: RouteResult, ms: number, blocks = 5): RouteResult {
	return {...result, samples: result.samples.map((_, at) => ms * (1 + (at % 3) / 200)), server: result.server.map((share, at) => ({...share, blocks: at === 0 ? blocks : 0}))};
}

function withTimes(chainMs: number, joinMs: number, {blocks = 5, ...changes}: Partial<OperationRun> & {readonly blocks?: number} = {}): OperationRun {
	const chain = route(made.chain, chainMs, blocks);
	return operationRun({
		checks: alike,
		chain,
		rewrites: made.rewrites.map(rewrite => {
			const own = route(rewrite, joinMs);
			return {...own, comparison: compareSamples(chain.samples, own.samples)};
		}),
		...changes,
	});
}

function compared(before: OperationRun | null, after: OperationRun) {
	const catalog = {folder: 'queries', entries: [entry]};
	return compareMeasurements(measurement({catalog, operations: before === null ? [] : [{run: before}]}), postOptimization({catalog, operations: [{run: after}]}));
}

test('chain before, chain after and JOIN after stand side by side; the JOIN is judged in turns with the chain', () => {
	const {operations: [one], recommendations} = compared(withTimes(5, 4), withTimes(5, 2.5));
	expect(one?.chain.before?.ms).toBeCloseTo(5, 1);
	expect(one).toMatchObject({
		chain: {before: {statements: 2}, after: {statements: 2, blocks: 5}}, verdict: {verdict: 'no difference', because: expect.stringContaining('the same statements over the same 5 blocks') as string},
		rewrites: [{name: 'one JOIN', after: {statements: 1}, againstChain: {verdict: 'faster'}, equivalence: {kind: 'same', checks: 2}}],
	});
	expect(one?.whole?.value).toBeCloseTo(2, 1);
	expect(recommendations[0]).toMatchObject({todo: 'Replace the chain of open-note by one JOIN', because: expect.stringContaining('1 round trip fewer at 1 ms each') as string});
});

test('the estimate is held against the chain and the best rewrite', () => {
	const {operations: [one]} = compared(withTimes(5, 4), withTimes(5, 2.5));
	expect(one?.estimate).toMatchObject({before: {place: 'below'}, after: {place: 'below'}, saving: {held: true}, held: true});
});

test('a rewrite that answers differently is an error, not a speed-up', () => {
	const {operations: [one], attention, recommendations, overall} = compared(null, operationRun({rewrites: made.rewrites.map(rewrite => ({...rewrite, comparison: null}))}));
	expect(one).toMatchObject({best: null, whole: null, rewrites: [{equivalence: {kind: 'different', because: ['missing: 1 row instead of 0']}}]});
	expect(attention).toEqual([{kind: 'other answer', subject: 'open-note', text: 'one JOIN does not answer as the chain does (missing: 1 row instead of 0): it is no replacement, however fast.'}]);
	expect(recommendations).toEqual([]);
	expect(overall.operations).toMatchObject({counted: 1, proved: 0});
});

test('a slow hour of the machine is no regression of a chain: its blocks must bear it out', () => {
	expect(compared(withTimes(2, 1), withTimes(40, 20)).attention).toEqual([]);
	expect(compared(withTimes(2, 1), withTimes(40, 20, {blocks: 4})).attention).toEqual([]);
	expect(compared(withTimes(2, 1), withTimes(40, 20, {blocks: 500})).attention).toMatchObject([{kind: 'regression', subject: 'open-note'}]);
});

test('another waiting time, and other statements, are told and not compared', () => {
	const waited = compared(withTimes(2, 1, {rttMs: 0}), withTimes(40, 20, {blocks: 500}));
	expect(waited.attention).toEqual([]);
	expect(waited.operations[0]).toMatchObject({verdict: {verdict: 'cannot tell', because: 'another time was waited per round trip'}, notes: ['The baseline waited 0 ms per round trip, this measurement 1 ms.']});
	const {operation} = made;
	const other = {...operation, chain: {...operation.chain, steps: operation.chain.steps.map(step => ({...step, sql: 'select 2'}))}};
	expect(compared(withTimes(2, 1, {operation: other}), withTimes(40, 20, {blocks: 500})).operations[0]).toMatchObject({verdict: {verdict: 'cannot tell', because: 'its statements were changed in between'}});
});
