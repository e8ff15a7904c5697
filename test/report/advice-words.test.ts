import {expect, test} from 'vitest';
import type {OperationCost, WriteCost} from '../../source/experiment/write-cost.ts';
import type {Rejection} from '../../source/lab/advice/advice.ts';
import {proposalSentence} from '../../source/report/advice/proposal-sentence.ts';
import {rejectionWords} from '../../source/report/advice/rejection-words.ts';
import {compareSamples} from '../../source/statistics/compare-samples.ts';
import {lineText} from '../../source/view/line.ts';
import {operationLine, writesClause} from '../../source/view/write-words.ts';
import {wholeAdvice} from '../support/whole-advice.ts';
import {steady} from '../support/write-costs.ts';

function measured(withIt: readonly number[]): OperationCost {
	return {kind: 'measured', operation: 'insert', rows: 100, ms: {with: withIt[0] ?? 0, without: 10}, comparison: compareSamples(steady, withIt), walBytes: {with: 30_000, without: 20_000}, hot: null};
}

const cost = (...operations: readonly OperationCost[]): WriteCost => ({index: 'i', schema: 'public', table: 't', copied: 4000, operations});

test('writes are said to be slower only beyond doubt, and not to be slower only where that is known', () => {
	expect(writesClause(cost(measured(steady.map(ms => ms * 2))))).toMatch(/^INSERT 2\.00x slower \(/);
	expect(writesClause(cost(measured(steady)))).toBe('no write is slower');
	expect(writesClause(cost(measured(steady), measured([10, 30])))).toBe('what writes lose in time cannot be told here now, WAL of INSERT 20 kB → 29 kB, INSERT 20 kB → 29 kB');
	expect(writesClause(cost({kind: 'not measured', operation: 'delete', because: 'rows refer to them'}))).toBe('');
	expect(writesClause(null)).toBe('');
});

test('an operation has its ratio and its log, or why there is none', () => {
	expect(lineText(operationLine(measured(steady.map(ms => ms * 2))))).toMatch(/^2\.00x slower \(.*\), WAL 20 kB → 29 kB$/);
	expect(lineText(operationLine({kind: 'not measured', operation: 'delete', because: 'rows\u001B[31m refer'}))).toBe('not measured: rows␛[31m refer');
});

test.each<readonly [Rejection, string]>([
	[{kind: 'covered by a prefix', index: 'idx_a'}, 'covered by a prefix of idx_a'],
	[{kind: 'in another order', index: 'idx_a'}, 'idx_a begins with the same columns in another order, and they are compared by = only'],
	[{kind: 'saves less', share: 0.003, than: 0.05}, 'saves 0.3 % beside the proposals: within the 5 % that may be given up for size'],
	[{kind: 'saves less', share: 0, than: 0.05}, 'saves nothing beside the proposals'],
	[{kind: 'no room', share: 0.999, together: ['q_k_idx'], limits: ['--max-indexes']}, 'would save 99.9 % together with q_k_idx, but --max-indexes leaves them no room'],
	[{kind: 'no room', share: 0.2, together: [], limits: ['--max-size', '--max-indexes']}, 'would save 20 % more, but --max-size and --max-indexes leave it no room'],
	[{kind: 'no time', users: ['a', 'b'], untold: ['c']}, 'saves neither time nor blocks: the planner chose it for a, b; measured, none of them was faster beyond doubt or touched fewer blocks; of c nothing was measured'],
	[{kind: 'slows writes', addsMs: 60, savesMs: 10}, 'slows writes more than it gives: it adds 60 ms and saves 10 ms each round of the catalogue, weighted'],
])('%o is said so', (because, words) => {
	expect(rejectionWords(because)).toBe(words);
});

test('a proposal names first who is better off by it, then who is slower', () => {
	const {entries, proposals} = wholeAdvice();
	const [better] = entries;
	const [proposal] = proposals;
	if (better?.delta == null || proposal === undefined) {
		throw new Error('nothing was measured');
	}

	const {baseline, current} = better.delta;
	const slowed = {...better, name: 'slowed', delta: {...better.delta, baseline: current, current: baseline, comparison: compareSamples(current.samples, baseline.samples)}};
	expect(proposalSentence({...proposal, users: ['slowed', better.name]}, {entries: [slowed, better], proposals: [proposal]})).toMatch(/; shots-by-type 4\.00x faster \(.*\), slowed 4\.00x slower \(/);
});
