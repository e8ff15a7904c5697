import {expect, it} from 'vitest';
import {apartVerdict, type RunTimes} from '../../source/diff/apart-verdict.ts';
import {diffPlans} from '../../source/diff/diff-plans.ts';
import type {Plan} from '../../source/plan/plan.ts';
import {readExplainJson} from '../../source/plan/read-explain-json.ts';

/** A plan of one node that touched so many blocks. */
function scan(label: string, blocks: number): Plan {
	const [plan] = readExplainJson(JSON.stringify([{
		Plan: {
			'Node Type': label, 'Relation Name': 'shots', 'Alias': 'shots', 'Startup Cost': 0, 'Total Cost': 1, 'Plan Rows': 1, 'Plan Width': 1,
			'Actual Startup Time': 0, 'Actual Total Time': 1, 'Actual Rows': 1, 'Actual Loops': 1, 'Shared Hit Blocks': blocks, 'Shared Read Blocks': 0,
		},
		'Execution Time': 1,
	}]));
	if (plan === undefined) {
		throw new Error('no plan');
	}

	return plan;
}

const near = (ms: number): RunTimes => ({samples: Array.from({length: 10}, (_, at) => ms * (1 + (at % 3) / 200)), timedOutMs: null});
const stopped = (ms: number): RunTimes => ({samples: [], timedOutMs: ms});
const index = scan('Index Scan', 13);
const seq = scan('Seq Scan', 1866);

it.each<[string, Plan, RunTimes, Plan, RunTimes, string, RegExp]>([
	['half as much time again, borne out by blocks', index, near(2), seq, near(3), 'slower', /1\.50x slower \(.*\) and blocks 13 → 1,866/],
	['the other way round', seq, near(3), index, near(2), 'faster', /faster/],
	['half as much time again, and the blocks say otherwise', scan('Index Scan', 13), near(2), scan('Seq Scan', 12), near(3), 'cannot tell', /not enough for runs measured apart/],
	['five times the time under another plan of as many blocks', scan('Index Scan', 13), near(2), scan('Seq Scan', 13), near(10), 'slower', /5\.00x slower/],
	['the same plan over the same blocks, a little slower by the clock', index, near(2), index, near(2.6), 'no difference', /the same plan over the same 13 blocks; the clock alone says 1\.30x slower/],
	['the same plan over the same blocks, five times slower: the machine', index, near(2), index, near(10), 'cannot tell', /it is the machine that differs/],
	['the same plan over a table that has grown', scan('Seq Scan', 1000), near(2), scan('Seq Scan', 3000), near(6), 'slower', /and blocks 1,000 → 3,000/],
	['a timeout after ten times as long', index, near(2), seq, stopped(2000), 'slower', /at least 1,000x slower \(stopped by the timeout after 2 s\)/],
])('%s: %s', (_, before, beforeTimes, after, afterTimes, verdict, because) => {
	const said = apartVerdict(diffPlans(before, after), beforeTimes, afterTimes);
	expect(said).toMatchObject({verdict, basis: 'measured apart', because: expect.stringMatching(because) as string});
});

it('with one sample each, the two EXPLAINs are all there is', () => {
	expect(apartVerdict(diffPlans(index, seq), {samples: [1], timedOutMs: null}, {samples: [2], timedOutMs: null}).basis).toBe('one run each');
	expect(apartVerdict(null, stopped(1000), stopped(1000))).toMatchObject({verdict: 'cannot tell'});
});

it('a timeout needs no plan to be slower', () => {
	expect(apartVerdict(null, near(2), stopped(2000)).verdict).toBe('slower');
	expect(apartVerdict(null, stopped(2000), near(2)).verdict).toBe('faster');
});
