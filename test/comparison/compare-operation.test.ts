import {describe, expect, test} from 'vitest';
import {compareMeasurements} from '../../source/comparison/compare-measurements.ts';
import type {OperationBefore} from '../../source/experiment/measurement.ts';
import type {OperationRun, RouteResult} from '../../source/experiment/operation-run.ts';
import {comparisonDocument} from '../../source/report/comparison/comparison-document.ts';
import {comparisonJson} from '../../source/report/comparison/comparison-json.ts';
import {documentText} from '../../source/report/document-text.ts';
import {documentHtml} from '../../source/report/html/document-html.ts';
import {compareSamples} from '../../source/statistics/compare-samples.ts';
import {explained, measuredEntry, measurement, postOptimization, type Told} from '../support/compared-measurements.ts';
import {operationRun} from '../support/measurements.ts';
import {textOfPage} from '../support/text-of-page.ts';

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

function compared(before: OperationRun | null, after: OperationRun, inTurns: OperationBefore | null = null) {
	const catalog = {folder: 'queries', entries: [entry]};
	return compareMeasurements(
		measurement({catalog, operations: before === null ? [] : [{run: before, before: null}]}),
		postOptimization({catalog, operations: [{run: after, before: inTurns}]}),
	);
}

/** The run under the baseline's indexes whose walks were taken in turns with those of `after`. */
function turned(run: OperationRun, after: OperationRun, samePlans = false): OperationBefore {
	const routes = [run.chain, ...run.rewrites];
	return {run, routes: [after.chain, ...after.rewrites].map((is, at) => ({name: is.name, comparison: compareSamples(routes[at]?.samples ?? [], is.samples), samePlans}))};
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

test('walks taken in turns are judged by their samples, whatever the baseline took: ratio, interval and verdict', () => {
	const after = withTimes(2.5, 1);
	const {operations: [one], attention} = compared(withTimes(40, 20), after, turned(withTimes(5, 1, {blocks: 500}), after));
	expect(one).toMatchObject({basis: 'in turns', verdict: {verdict: 'faster', basis: 'measured', because: expect.stringMatching(/^2\.00x faster \(.*\)$/) as string}, rewrites: [{verdict: {verdict: 'no difference'}}]});
	expect(one?.ratio?.value).toBeCloseTo(2, 1);
	// From the chain under the old indexes to the JOIN under the new ones: all walked in turns.
	expect(one?.whole?.value).toBeCloseTo(5, 1);
	expect(one?.chain.before?.ms).toBeCloseTo(5, 1);
	expect(attention).toEqual([]);
	expect(compared(null, withTimes(5, 1), turned(withTimes(2.5, 1), withTimes(5, 1))).attention).toMatchObject([{kind: 'regression', subject: 'open-note'}]);
});

test('the same plans under both indexes are no difference, and where time cannot tell the blocks speak', () => {
	const after = withTimes(2.5, 1);
	expect(compared(withTimes(5, 1), after, turned(withTimes(5, 1), after, true)).operations[0]?.verdict).toEqual({verdict: 'no difference', basis: 'measured', because: '~ same plans, no difference'});
	const alike = withTimes(5, 1, {blocks: 5});
	expect(compared(null, alike, turned(withTimes(5, 1, {blocks: 13}), alike)).operations[0]?.verdict).toMatchObject({verdict: 'no difference', because: '~ no difference in time; 13 → 5 blocks'});
});

test('a baseline whose own walk touched other blocks than its indexes do now is told', () => {
	const after = withTimes(5, 1);
	const {operations: [one]} = compared(withTimes(5, 1, {blocks: 9}), after, turned(withTimes(5, 1, {blocks: 13}), after));
	expect(one?.notes).toEqual(['The baseline\'s own walk touched 9 blocks, the same statements under the same indexes 13 now: the data have changed. What stands here is measured now.']);
});

describe('an index that only statements of an operation use', () => {
	const withPlans = (run: OperationRun, chain: readonly Told[], join: Told): OperationRun => {
		const shares = (told: readonly Told[]) => told.map(each => ({ms: 0.1, blocks: each.blocks ?? 0, read: 0, explain: explained(each)}));
		return {...run, chain: {...run.chain, server: shares(chain)}, rewrites: run.rewrites.map(rewrite => ({...rewrite, server: shares([join])}))};
	};

	const scan = {index: 'shots_scene', blocks: 3};
	const adoptionsOf = (now: {readonly chain: readonly Told[]; readonly join: Told}) => {
		const after = withPlans(withTimes(5, 1), now.chain, now.join);
		const before = withPlans(withTimes(5, 1), [{blocks: 100}, scan], scan);
		return compared(before, after, turned(before, after));
	};

	test('is used, by that operation, and saves what its blocks in the table say', () => {
		const {indexes: {adoptions}, recommendations} = adoptionsOf({chain: [{index: 'shots_type', blocks: 4}, scan], join: scan});
		expect(adoptions).toMatchObject([{index: {name: 'shots_type'}, verdict: 'saves', uses: [{route: 'chain', blocks: {before: 103, after: 7}, saves: true, comparison: {entry: {name: 'open-note'}}}]}]);
		expect(recommendations.map(({todo, because}) => `${todo}: ${because}`)).toContain('Keep shots_type: open-note (chain) saves 93.2 % of the blocks in shots (103 → 7).');
	});

	test('where only the rewrite gains by it, that is said', () => {
		const {indexes: {adoptions}} = adoptionsOf({chain: [{blocks: 100}, scan], join: {index: 'shots_type', blocks: 2}});
		expect(adoptions).toMatchObject([{verdict: 'saves', uses: [{route: 'one JOIN', blocks: {before: 3, after: 2}, saves: true}]}]);
	});

	test('that makes a rewrite slower beyond doubt is named with the ratio of that rewrite and its interval, wherever it is told', () => {
		const before = withPlans(withTimes(5, 1), [scan], scan);
		const after = withPlans(withTimes(5, 1.1), [scan], {index: 'shots_type', blocks: 4});
		const comparison = compared(before, after, turned(before, after));
		const {indexes: {adoptions: [adoption]}, operations: [one], attention} = comparison;
		expect(one?.rewrites[0]).toMatchObject({verdict: {verdict: 'slower'}, ratio: {value: expect.closeTo(1 / 1.1, 3) as number}});
		expect(adoption).toMatchObject({verdict: 'slows', uses: [{route: 'one JOIN', ratio: one?.rewrites[0]?.ratio}]});
		const words = '1.10x slower (1.09-1.11)';
		expect(attention.map(({kind, subject, text}) => `${kind}: ${subject} ${text}`)).toEqual([`harmful index: shots_type slows open-note (one JOIN): ${words}, 3 → 4 blocks in shots.`]);
		const text = documentText(comparisonDocument(comparison), 200);
		expect(text).toContain(`than the chain, ${words} than before`);
		expect(text).toContain(`▲ open-note: one JOIN, 3 → 4 blocks in shots, time: ${words}`);
		expect(textOfPage(documentHtml(comparisonDocument(comparison)))).toContain(`${words} than before`);
		expect(comparisonJson(comparison)).toMatchObject({operations: [{rewrites: [{change: 'slower', ratio: one?.rewrites[0]?.ratio}]}], indexes: {built: [{uses: [{time: 'slower', ratio: one?.rewrites[0]?.ratio}]}]}});
	});

	test('is not used when neither the chain nor a rewrite has it in its plans', () => {
		const {indexes: {adoptions}, recommendations} = adoptionsOf({chain: [{blocks: 100}, scan], join: scan});
		expect(adoptions).toMatchObject([{verdict: 'not used', uses: []}]);
		expect(recommendations).toContainEqual(expect.objectContaining({todo: 'Drop shots_type (800 kB)', because: 'No query and no operation of the catalogue uses it; every write pays for it.'}));
	});
});
