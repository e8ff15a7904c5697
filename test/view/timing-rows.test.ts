import {readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {Run} from '../../source/experiment/run.ts';
import {compareSamples} from '../../source/statistics/compare-samples.ts';
import {lineText} from '../../source/view/line.ts';
import {timingRows, type TimingState} from '../../source/view/timing-rows.ts';
import {run, surroundings} from '../support/surroundings.ts';

const around = surroundings();
const explained = (name: string) => readFileSync(path.join(import.meta.dirname, '../fixtures/plans', name), 'utf8');
const many = explained('pg18/02_parallel_agg.json');
const few = explained('pg18/20_index_only.json');
const noisy = [10, 10.9, 9.2, 10.4, 9.7, 10.2, 9.4, 10.6, 9.9, 10.1];

function rows(baseline: Partial<Run>, current: Partial<Run>, facts: Partial<TimingState> = {}): readonly string[] {
	const [before, now] = [run(around, {firstMs: null, ...baseline}), run(around, {firstMs: null, ...current})];
	const comparison = before.samples.length > 0 && now.samples.length > 0 ? compareSamples(before.samples, now.samples) : null;
	return timingRows({run: now, baseline: before, samples: now.samples, baselineSamples: before.samples, comparison, samePlan: false, progress: null, ...facts}, 60).map(line => lineText(line));
}

test('when time cannot tell, blocks do', () => {
	expect(rows({samples: noisy, explain: many}, {samples: noisy, explain: few})).toContainEqual(expect.stringMatching(/^~ time cannot tell; [\d,]+ → [\d,]+ blocks$/));
	expect(rows({samples: noisy, explain: few}, {samples: noisy, explain: few})).toContainEqual(expect.stringMatching(/^~ cannot tell \(0\.\d+x-1\.\d+x, detects \d+(\.\d)? %\)$/));
	const quiet = noisy.map(ms => 10 + (ms - 10) / 10);
	expect(rows({samples: quiet, explain: many}, {samples: quiet, explain: few})).toContainEqual(expect.stringMatching(/^~ no difference in time; [\d,]+ → [\d,]+ blocks$/));
});

test('where time decides, it speaks for itself', () => {
	expect(rows({samples: noisy, explain: many}, {samples: noisy.map(ms => ms / 2), explain: few})).toContainEqual(expect.stringMatching(/^2\.00x faster \(/));
});

test('what is needed to trust the number stands under it: pairs, confidence, what would have been found', () => {
	expect(rows({samples: noisy}, {samples: noisy})).toContainEqual(expect.stringMatching(/^10 pairs, 95 % sure, detects \d+(\.\d)? %$/));
});

test('a timeout is a result, on either side', () => {
	expect(rows({samples: [10, 10, 10]}, {samples: [], timedOutMs: 5000})).toContain('at least 500x slower: stopped by the timeout');
	expect(rows({samples: [], timedOutMs: 5000}, {samples: [10, 10, 10]})).toContain('at least 500x faster: the baseline was stopped by the timeout');
	expect(rows({samples: [], firstMs: 2000}, {samples: [], timedOutMs: 5000})).toContain('at least 2.5x slower: stopped by the timeout');
	expect(rows({samples: [], timedOutMs: 5000}, {samples: [], timedOutMs: 5000})).toContain('stopped by the timeout');
});
