import {describe, expect, it} from 'vitest';
import type {Delta, Run} from '../../source/experiment/run.ts';
import type {WriteCost} from '../../source/experiment/write-cost.ts';
import {againstIt, type Evidence} from '../../source/lab/advice/against-it.ts';
import {addedMs, type Writer} from '../../source/lab/advice/judge-writes.ts';
import {savesSomething} from '../../source/lab/advice/saves-something.ts';
import {compareSamples} from '../../source/statistics/compare-samples.ts';
import {run, surroundings} from '../support/surroundings.ts';
import {writesOf} from '../support/write-costs.ts';

const around = surroundings();
const index = {...around.universe.indexes[0]!, key: 'shots_scene', columns: ['scene_id'], include: [], predicate: null};

/** A run of these samples, whose plan touched so many blocks. */
function side(samples: readonly number[], blocks: number, changes: Partial<Run> = {}): Run {
	return run(around, {samples, explain: JSON.stringify([{Plan: {'Node Type': 'Seq Scan', 'Relation Name': 'shots', 'Total Cost': 1, 'Startup Cost': 0, 'Plan Rows': 1, 'Plan Width': 1, 'Shared Hit Blocks': blocks, 'Shared Read Blocks': 0, 'Actual Loops': 1, 'Actual Rows': 1, 'Actual Total Time': 1, 'Actual Startup Time': 1}}]), ...changes});
}

function delta(before: Run, after: Run, samePlan = false): Delta {
	return {kind: 'Delta', baseline: before, current: after, samePlan, comparison: before.timedOutMs !== null || after.timedOutMs !== null ? null : compareSamples(before.samples, after.samples)};
}

const ten = [10, 10.1, 9.9, 10, 10.05];
const five = ten.map(ms => ms / 2);

describe('a measured query is better off', () => {
	it.each([
		['when it is faster beyond doubt', delta(side(ten, 50), side(five, 50)), true],
		['when it touches fewer blocks, whatever the clock says', delta(side(ten, 50), side(ten, 5)), true],
		['by fewer blocks, when the clock cannot tell', delta(side(ten.slice(0, 2), 50), side(ten.slice(0, 2), 5)), true],
		['when it ends where it did not', delta(side([], 50, {timedOutMs: 5000}), side(five, 50)), true],
		['not when it is as fast as before, by as many blocks', delta(side(ten, 50), side(ten, 50)), false],
		['not when the clock cannot tell, by as many blocks', delta(side(ten.slice(0, 2), 50), side(ten.slice(0, 2), 50)), false],
		['not when it is slower', delta(side(five, 50), side(ten, 50)), false],
		['not when it is slower, by fewer blocks', delta(side(five, 50), side(ten, 5)), false],
		['not when it does not end any more', delta(side(five, 50), side([], 50, {timedOutMs: 5000})), false],
		['not by the same plan', delta(side(ten, 50), side(five, 5), true), false],
	])('%s', (_, measured, better) => {
		expect(savesSomething(measured)).toBe(better);
	});
});

/** With the index a statement that writes 300 rows takes 9 ms more, or as long. */
function writeCost(slower: boolean): WriteCost {
	const factor = slower ? 1.9 : 1;
	return writesOf('shots_scene', 'shots', {'insert': factor, 'update indexed': factor, 'update other': factor});
}

const inserts: Writer = {weight: 1000, writes: {schema: null, table: 'shots', operation: 'insert', columns: []}, rows: 2};

describe('what the catalogue\'s own writes lose', () => {
	it('is what a row costs, for each row, each time', () => {
		expect(addedMs(index, writeCost(true), [inserts])).toBeCloseTo(1000 * 2 * 9 / 300);
		expect(addedMs(index, writeCost(false), [inserts])).toBe(0);
	});

	it('concerns its own table only, and no statement that does not write', () => {
		expect(addedMs(index, writeCost(true), [{...inserts, writes: {...inserts.writes, table: 'scenes'}}])).toBe(0);
		expect(addedMs(index, writeCost(true), [{...inserts, writes: {...inserts.writes, schema: 'other'}}])).toBe(0);
	});

	it('is not known where the operation was not measured', () => {
		expect(addedMs(index, writeCost(true), [{...inserts, writes: {...inserts.writes, operation: 'delete'}}])).toBeNull();
	});
});

describe('what was measured speaks against a proposal', () => {
	const evidence = (changes: Partial<Evidence>): Evidence => ({deltas: new Map(), weights: new Map([['a', 2]]), writes: new Map([['shots_scene', writeCost(true)]]), writers: [], ...changes});
	const verdict = (changes: Partial<Evidence>, users = ['a']) => againstIt({index, users}, evidence(changes))?.kind ?? null;

	it('when none of those who read it is better off', () => {
		expect(verdict({deltas: new Map([['a', delta(side(ten, 50), side(ten, 50))]])})).toBe('no time');
		expect(verdict({deltas: new Map([['a', delta(side(ten, 50), side(five, 50))]])})).toBeNull();
	});

	it('when the catalogue\'s writes lose more than its queries win: 60 ms against 2 x 5 ms', () => {
		expect(verdict({deltas: new Map([['a', delta(side(ten, 50), side(five, 50))]]), writers: [inserts]})).toBe('slows writes');
		expect(verdict({deltas: new Map([['a', delta(side(ten, 50), side(five, 50))]]), writers: [{...inserts, weight: 10}]})).toBeNull();
	});

	it('when those who read it are slower by as many blocks, and of the others nothing was measured', () => {
		const deltas = new Map([['a', delta(side(five, 50), side(ten, 50))], ['b', delta(side(ten.slice(0, 2), 50), side(ten.slice(0, 2), 50))], ['c', null]]);
		expect(againstIt({index, users: ['a', 'b', 'c']}, evidence({deltas}))).toEqual({kind: 'no time', users: ['a', 'b'], untold: ['c']});
	});

	it('but not where none of them could be measured', () => {
		expect(verdict({deltas: new Map([['a', delta(side([], 50, {timedOutMs: 5000}), side([], 50, {timedOutMs: 5000}))]])})).toBeNull();
		expect(verdict({})).toBeNull();
	});
});
