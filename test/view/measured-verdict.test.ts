import {expect, test} from 'vitest';
import type {Delta, Run} from '../../source/experiment/run.ts';
import {compareSamples} from '../../source/statistics/compare-samples.ts';
import {measuredVerdict} from '../../source/view/measured-verdict.ts';

const run = (facts: Partial<Run>) => ({kind: 'Run', samples: [], firstMs: null, timedOutMs: null, explain: '', planningMs: null, ...facts}) as unknown as Run;

function delta(baseline: Partial<Run>, current: Partial<Run>, facts: Partial<Delta> = {}): Delta {
	const [before, after] = [run(baseline), run(current)];
	const measured = before.samples.length > 0 && after.samples.length > 0;
	return {kind: 'Delta', baseline: before, current: after, samePlan: false, comparison: measured ? compareSamples(before.samples, after.samples) : null, ...facts};
}

const near = (ms: number) => Array.from({length: 10}, (_, at) => ms * (1 + (at % 3) / 1000));

test('samples taken in turns decide, with their interval', () => {
	expect(measuredVerdict(delta({samples: near(1)}, {samples: near(5)}))).toMatchObject({verdict: 'slower', basis: 'measured', because: expect.stringMatching(/^5\.\d+x slower \(/) as string});
	expect(measuredVerdict(delta({samples: near(5)}, {samples: near(1)}))).toMatchObject({verdict: 'faster'});
});

test('the same plan is no different, whatever the clock says', () => {
	expect(measuredVerdict(delta({samples: near(1)}, {samples: near(5)}, {samePlan: true}))).toMatchObject({verdict: 'no difference', because: '~ same plan, no difference'});
});

test('what was stopped after more time than the other needs is slower', () => {
	expect(measuredVerdict(delta({samples: near(3)}, {timedOutMs: 2000}))).toMatchObject({verdict: 'slower', because: 'slower: stopped by the timeout after 2 s'});
	expect(measuredVerdict(delta({timedOutMs: 2000}, {firstMs: 3}))).toMatchObject({verdict: 'faster'});
	expect(measuredVerdict(delta({firstMs: 2500}, {timedOutMs: 2000})).verdict).toBe('cannot tell');
	expect(measuredVerdict(delta({timedOutMs: 2000}, {timedOutMs: 2000})).verdict).toBe('cannot tell');
	expect(measuredVerdict(delta({}, {}))).toMatchObject({verdict: 'cannot tell', because: '~ cannot tell: not measured to the end'});
});
