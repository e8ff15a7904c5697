import {expect, it} from 'vitest';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import type {Run} from '../../source/experiment/run.ts';
import {lineWidth} from '../../source/view/fit-line.ts';
import {lineText} from '../../source/view/line.ts';
import {pastRows, pastRun} from '../../source/view/past-rows.ts';
import {runRecord} from '../support/run-records.ts';

const at = (minute: number, changes: Partial<Run> = {}) => runRecord(`0000000${minute}`, {run: {startedAt: new Date(2026, 10, 25, 17, minute), ...changes}});
const bare = {name: 'bare', configuration: configurationOf([])};
const texts = (rows: ReturnType<typeof pastRows>) => rows.map(line => lineText(line).trimEnd());

it('the past of a query stands below its present: when, median, blocks, configuration, newest first', () => {
	const past = [at(5), at(4, {indexes: bare, samples: [0.04]}), at(3)].map(record => pastRun(record));
	expect(texts(pastRows(past, at(5).run, 40))).toEqual(['', 'before', '17:04 0.04 ms - bare', '17:03    5 ms - baseline']);
});

it('the medians of the configuration on the screen make a line once there are three', () => {
	const past = [at(5), at(4), at(3, {samples: [10]}), at(2, {indexes: bare, samples: [500]})].map(record => pastRun(record));
	expect(texts(pastRows(past, at(5).run, 40))[1]).toBe('before    █▅▅');
});

it('a run with other values, or of another text, is marked as one', () => {
	const {subject} = at(5).run;
	const past = [at(4, {subject: {...subject, parameters: [{name: 'id', value: 'b'}]}}), at(3)].map(record => pastRun(record));
	expect(texts(pastRows(past, at(5).run, 40)).slice(2)).toEqual(['17:04 5 ms - *baseline', '17:03 5 ms - baseline', '* other values or text']);
});

it('other days are dates, a timeout is at least its time, and no line is wider than the pane at 80x24', () => {
	const old = runRecord('00000001', {run: {startedAt: new Date(2025, 1, 3), samples: [], timedOutMs: 30_000, indexes: {name: 'baseline,-idx_a,+idx_b', configuration: configurationOf([])}}});
	const rows = pastRows([pastRun(runRecord('00000002', {run: {startedAt: new Date(2026, 10, 5)}})), pastRun(old)], at(5).run, 23);
	expect(texts(rows).slice(2)).toEqual(['5 Nov   5 ms - baseline', '2025  ≥ 30 s - baselin…']);
	expect(rows.every(line => lineWidth(line) <= 23)).toBe(true);
});

it('a plan that was never executed has no time, and none in the line of medians', () => {
	const planned = {samples: [], firstMs: null};
	const past = [at(6, planned), at(5, planned), at(4), at(3), at(2)].map(record => pastRun(record));
	expect(texts(pastRows(past, at(6, planned).run, 40))).toEqual([
		'', 'before    ███', '17:05 plan only - baseline', '17:04      5 ms - baseline', '17:03      5 ms - baseline', '17:02      5 ms - baseline',
	]);
});

it('before the first run there is nothing to say', () => {
	expect(pastRows([], null, 40)).toEqual([]);
	expect(pastRows([pastRun(at(5))], at(5).run, 40)).toEqual([]);
});
