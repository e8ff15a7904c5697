import {describe, expect, test} from 'vitest';
import {diffPlans} from '../../source/diff/diff-plans.ts';
import {diffVerdict} from '../../source/diff/diff-verdict.ts';
import type {Json, Plan} from '../../source/plan/plan.ts';
import {explained, seqScan} from './made-plans.ts';

interface Cost {
	readonly ms?: number;
	readonly hit?: number;
	readonly read?: number;
	readonly filter?: string;
}

/** A query that took so long over so many blocks; without `hit` EXPLAIN was not asked for blocks. */
function took({ms, hit, read = 0, filter = 'a'}: Cost): Plan {
	const blocks: Readonly<Record<string, Json>> = hit === undefined ? {} : {'Shared Hit Blocks': hit, 'Shared Read Blocks': read};
	return explained(seqScan('a', {...blocks, 'Filter': filter, 'Actual Total Time': ms ?? 0}), ms === undefined ? {} : {'Execution Time': ms});
}

const verdict = (before: Cost, after: Cost) => diffVerdict(diffPlans(took(before), took(after)));

describe('one run each', () => {
	test('122 times the time and 144 times the blocks is slower beyond doubt, and says so', () => {
		expect(verdict({ms: 0.04, hit: 13}, {ms: 4.9, hit: 1866, filter: 'b'})).toEqual({
			verdict: 'slower', basis: 'one run each', because: '120x the time (4.9 ms against 0.04 ms) and 140x the blocks (1,866 against 13)',
		});
	});

	test('and the other way round faster, for the same reason, told of the second plan', () => {
		expect(verdict({ms: 4.9, hit: 1866}, {ms: 0.04, hit: 13})).toMatchObject({verdict: 'faster', because: '1/120 of the time (0.04 ms against 4.9 ms) and 1/140 of the blocks (13 against 1,866)'});
		expect(verdict({ms: 170, hit: 500}, {ms: 0.37, hit: 500})).toMatchObject({verdict: 'faster', because: '1/460 of the time (0.37 ms against 170 ms), and not for reading less'});
		expect(verdict({ms: 100, hit: 1000}, {ms: 40, hit: 0})).toMatchObject({verdict: 'faster', because: '40 % of the time (40 ms against 100 ms) and none of the blocks (0 against 1,000)'});
	});

	test('what may be chance is told of the second plan, too', () => {
		expect(verdict({ms: 100, hit: 500}, {ms: 190, hit: 5000, filter: 'b'}).because).toBe('1.9x the time (190 ms against 100 ms) may be chance');
		expect(verdict({ms: 190, hit: 5000}, {ms: 95, hit: 5000, filter: 'b'}).because).toBe('50 % of the time (95 ms against 190 ms), and the blocks touched do not bear it out');
	});

	test('twice the time over the same blocks may be chance', () => {
		expect(verdict({ms: 100, hit: 500}, {ms: 210, hit: 500, filter: 'b'}).verdict).toBe('cannot tell');
		expect(verdict({ms: 100, hit: 500}, {ms: 190, hit: 5000, filter: 'b'}).verdict).toBe('cannot tell');
	});

	test('twice the time and half as many blocks again is slower', () => {
		expect(verdict({ms: 100, hit: 500}, {ms: 200, hit: 750}).verdict).toBe('slower');
		expect(verdict({ms: 100, hit: 500}, {ms: 200, hit: 740}).verdict).toBe('cannot tell');
	});

	test('a cold cache is no proof: the same blocks, read from outside, take as long as they like', () => {
		expect(verdict({ms: 3, hit: 1000}, {ms: 300, hit: 0, read: 1000}).verdict).toBe('cannot tell');
		expect(verdict({ms: 3, hit: 1000}, {ms: 300, hit: 500, read: 1500}).verdict).toBe('cannot tell');
		expect(verdict({ms: 3, hit: 1000}, {ms: 300, hit: 500, read: 3500}).verdict).toBe('slower');
	});

	test('ten times the time that no reading explains is slower, though the blocks are the same: a join that compares all with all', () => {
		expect(verdict({ms: 3, hit: 1000}, {ms: 40, hit: 1000}).verdict).toBe('slower');
		expect(verdict({ms: 3, hit: 1000}, {ms: 29, hit: 1000}).verdict).toBe('cannot tell');
	});

	test('what takes less than a millisecond more is not worth a verdict', () => {
		expect(verdict({ms: 0.02, hit: 3}, {ms: 0.9, hit: 90}).verdict).toBe('cannot tell');
	});

	test('without blocks only a hundred times the time is beyond doubt', () => {
		expect(verdict({ms: 2}, {ms: 150}).verdict).toBe('cannot tell');
		expect(verdict({ms: 2}, {ms: 200}).verdict).toBe('slower');
	});

	test('the same plan over the same blocks is no different, whatever the clock says below twice', () => {
		expect(verdict({ms: 100, hit: 500}, {ms: 180, hit: 400, read: 100})).toEqual({verdict: 'no difference', basis: 'one run each', because: 'the same plan over the same 500 blocks'});
		expect(verdict({ms: 100, hit: 500}, {ms: 180, hit: 500, filter: 'b'}).verdict).toBe('cannot tell');
		expect(verdict({ms: 0.02, hit: 3}, {ms: 0.2, hit: 3}).verdict).toBe('no difference');
	});

	test('estimates alone tell nothing', () => {
		const planned = explained({'Node Type': 'Seq Scan', 'Relation Name': 'a', 'Alias': 'a', 'Total Cost': 1e6});
		expect(diffVerdict(diffPlans(took({ms: 1, hit: 1}), planned))).toMatchObject({verdict: 'cannot tell', because: 'a plan that was not executed has estimates only (ANALYZE measures)'});
	});

	test('auto_explain prints no execution time: then the root nodes are compared', () => {
		const logged = (ms: number, hit: number) => explained(seqScan('a', {'Actual Total Time': ms, 'Shared Hit Blocks': hit}));
		expect(diffVerdict(diffPlans(logged(1, 100), logged(50, 5000))).verdict).toBe('slower');
	});

	test('without any times, three times the blocks and a thousand more decide', () => {
		const counted = (hit: number) => explained({'Node Type': 'Seq Scan', 'Relation Name': 'a', 'Alias': 'a', 'Actual Rows': 1, 'Actual Loops': 1, 'Shared Hit Blocks': hit});
		expect(diffVerdict(diffPlans(counted(1000), counted(3000)))).toMatchObject({verdict: 'slower', because: '3x the blocks (3,000 against 1,000)'});
		expect(diffVerdict(diffPlans(counted(100), counted(900))).verdict).toBe('cannot tell');
		expect(diffVerdict(diffPlans(counted(1000), counted(2900))).verdict).toBe('cannot tell');
	});
});
