import {expect, test} from 'vitest';
import type {Estimate} from '../../source/catalog/estimate.ts';
import {parseEntry} from '../../source/catalog/parse-entry.ts';
import {letterOf} from './letter-of.ts';

function estimateOf(lines: string): Estimate | null {
	return parseEntry(`-- title: t\n-- why: w\n-- frequency: low\n${lines}\nselect 1`, 'queries/x.sql').estimate;
}

test('an estimate is a range before, after, and of what is saved; what is not said is null', () => {
	expect(estimateOf('-- expected-before: 30-60 ms\n-- expected-after: < 15 ms\n-- expected-saving: 70-80 %'))
		.toEqual({before: {low: 30, high: 60}, after: {low: 0, high: 15}, saving: {low: 0.7, high: 0.8}});
	expect(estimateOf('-- expected-after: 1.5-2s')).toEqual({before: null, after: {low: 1500, high: 2000}, saving: null});
	expect(estimateOf('-- expected-saving: 50%')).toEqual({before: null, after: null, saving: {low: 0.5, high: 0.5}});
	expect(estimateOf('-- expected: soon')).toBeNull();
});

test.each(['fast', '15', '60-30 ms', '< 5-10 ms', '10 %', '-5 ms'])('"%s" is no time to hold a measurement against', text => {
	expect(letterOf(() => estimateOf(`-- expected-after: ${text}`)))
		.toBe(`input | "${text}" is nothing to hold a measurement against. | queries/x.sql:4 | Write for example: -- expected-after: 8-15 ms or < 15 ms`);
});

test('nothing saves more than all', () => {
	expect(letterOf(() => estimateOf('-- expected-saving: 120 %'))).toContain('"120 %" is nothing to hold a measurement against.');
});
